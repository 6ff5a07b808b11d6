"""Whether it is true: question sets, metrics, reports.

Import from it with `from eval... import ...` only: `import eval` would shadow the builtin.
"""
