# placeholder until the mapping lands
{ uri, version, version_created: (.versioncreated // .versionCreated), pub_status: (.pubstatus // .pubStatus // "usable"), type, language, headline, byline, body_text, body_html: .body_xhtml, first_created: .firstcreated, embargoed, urgency, representation: .representationtype }
