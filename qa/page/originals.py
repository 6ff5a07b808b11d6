"""A document's own file, for the browser's viewer: PDF only, and only files that are in the index."""

from typing import TYPE_CHECKING

from corpus.load import find
from qa.page.setting import Setting

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response
    from starlette.routing import Route


def originals(setting: Setting) -> "Route":
    """The route that serves them. A name is looked up among the documents, never joined to a folder."""
    from starlette.responses import FileResponse, PlainTextResponse
    from starlette.routing import Route

    def original(request: "Request") -> "Response":
        name = request.path_params["name"]
        folder = setting.folder_of(name) if name in setting.live().index.documents else None
        path = find(folder).get(name) if folder and name.lower().endswith(".pdf") else None
        if path is None:
            return PlainTextResponse("There is no such document.", status_code=404)
        return FileResponse(path, media_type="application/pdf", headers={"X-Content-Type-Options": "nosniff"})

    return Route("/original/{name:path}", original)
