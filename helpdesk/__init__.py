"""Help desks: read tickets from Zendesk, Freshdesk and ServiceNow, and assign groups to them.

Knows no workspace, no screen and no setting: credentials, journals and archives are passed in.
"""
