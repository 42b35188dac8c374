# One page of WordPress posts to {items, next_url}. The posts stay as they are, and get their fields of ninjs.
#
# Change here : which field of a post becomes which field of ninjs
# Not here    : which posts are asked for (article-fallback.camel.yaml), mapping (article.jq)
#
# Try it      : in routes/recipes/wordpress: cat examples/request.jq article-page.jq | jq -f /dev/stdin examples/page.json

# UTC, and written without saying so
def utc: if type == "string" then . + "Z" else null end;

# A title is HTML: "Don&#8217;t".
def plain:
  if type == "string" then
    gsub("<[^>]*>"; "")
    | gsub("&#(?<code>[0-9]{1,5});"; [.code | tonumber] | implode)
    | gsub("&lt;"; "<") | gsub("&gt;"; ">") | gsub("&quot;"; "\"") | gsub("&nbsp;"; " ") | gsub("&amp;"; "&")
  else null
  end;

# Only what anyone may read without a password is usable. Drafts and the like come only to a user who may see them.
def status:
  if .status == "publish" and .content.protected != true then "usable"
  elif .status == "trash" then "canceled"
  else "withheld"
  end;

def ninjs:
  . + {
    # the permalink may change, the guid does not
    uri: .guid.rendered,
    type: "text",
    pubstatus: status,
    versioncreated: (.modified_gmt | utc),
    firstcreated: (.date_gmt | utc),
    headline: (.title.rendered | plain),
    byline: ._embedded.author[0].name,
    body_html: .content.rendered
  };

# "&page=" comes last in the query
def page: variable("url") / "&page=";

{
  # what cannot be read as a post stays what it is, and is parked for that
  items: [.[] | . as $item | try ninjs catch $item],
  next_url: (
    page
    | (.[1] | tonumber) as $number
    | if $number < (header("X-WP-TotalPages") | tonumber) then "\(.[0])&page=\($number + 1)" else null end
  )
}
