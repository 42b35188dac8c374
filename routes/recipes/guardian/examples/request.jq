# What article-page.jq asks newsbox about the request, to try it without newsbox.
def variable($name): "https://content.guardianapis.com/search?from-date=2026-01-31T10:00:00Z&page-size=50&page=1";
