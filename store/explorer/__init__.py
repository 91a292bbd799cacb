"""What the SQL explorer keeps in a workspace, and the queries that come with the product.

Statements run elsewhere: on a read-only copy, in `store.sandbox`.
"""
