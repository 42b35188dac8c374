# One page of the Guardian's content API to {items, next_url}. The items stay as they are, and get their fields of ninjs.
#
# Change here : which field of the Guardian becomes which field of ninjs
# Not here    : which fields are asked for (article-fallback.camel.yaml), mapping (article.jq)
#
# Try it      : in routes/recipes/guardian: cat examples/request.jq article-page.jq | jq -f /dev/stdin examples/page.json

def ninjs:
  . + {
    uri: .webUrl,
    type: (if .type == "article" or .type == "liveblog" then "text" else .type end),
    pubstatus: "usable",
    language: "en",
    # without it the item is parked: a time of publication says nothing about a correction
    versioncreated: .fields.lastModified,
    firstcreated: .webPublicationDate,
    headline: (.fields.headline // .webTitle),
    byline: .fields.byline,
    body_text: .fields.bodyText,
    body_html: .fields.body
  };

# "&page=" comes last in the query
def next_page: variable("url") / "&page=" | "\(.[0])&page=\((.[1] | tonumber) + 1)";

.response
| {
    # what cannot be read as an article stays what it is, and is parked for that
    items: [.results[] | . as $item | try ninjs catch $item],
    next_url: (if .currentPage < .pages then next_page else null end)
  }
