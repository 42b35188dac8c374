# One news item (IPTC ninjs 1.x, 2.x or 3.x) to one row of the table "article".
#
# Change here : which field of an item fills which column
# Not here    : what is kept (article-store.camel.yaml), which update wins (article-upsert.sql)
#
# Try it      : jq -f routes/article.jq routes/examples/v3-text.json
# Keep it     : add examples/NAME.json and examples/NAME.expected.json; --check and the tests run every pair
#
# The versions of ninjs are told apart by their fields. What is missing, empty or of an odd type counts as absent: null.
# Only uri and the three times are handed on as they are, whatever their type: newsbox parks an item if it cannot read them.
#
# newsbox compiles this. What it leaves to jackson-jq (first, try, regular expressions, own functions with parameters) costs
# many times what map, select and == do; ascii_downcase breaks emoji: see lower.

def text: if type == "string" and . != "" then . else null end;

def time: if . == "" then null else . end;

# For the short ASCII words of a fixed list. Anything else is none of them, and stays as it is.
def lower: if length <= 40 and utf8bytelength == length then ascii_downcase else . end;

def word:
  if . == null or . == "full" or . == "complete" then . elif type == "string" and . != "" then lower else null end;

# What is not known to be usable must not be published: unknown means withheld.
def status:
  if . == null or . == "usable" then "usable"
  elif . == "canceled" then .
  elif type == "string" then
    lower | if . == "usable" then . elif . == "canceled" or . == "cancelled" then "canceled" else "withheld" end
  else "withheld"
  end;

# Its digits, always as a string. A JSON number is exact up to 2^53 only: beyond, each program would read another version.
def version:
  if type == "string" then
    if . != "" and length <= 18 and (explode | min >= 48 and max <= 57) then . else null end
  elif type == "number" and . > -1 and . <= 9007199254740991 and . == floor then . + 0 | tostring
  else null
  end;

# "+ 0" writes 4.0 as 4.
def urgency:
  if type == "number" then if . >= 1 and . <= 9 and . == floor then . + 0 else null end
  elif type == "string" and length == 1 and . >= "1" and . <= "9" then tonumber
  else null
  end;

# The members of a list like headlines that have a value.
def pieces:
  if type == "array" then
    map(select(type == "object" and (.value | type == "string" and . != "")))
  else []
  end;

# The one for readers: "main" or "text" in the examples of ninjs; other roles are the provider's own, so the first one then.
def best:
  if length > 1 then map(select(.role == "main" or .role == "text"))[0] // .[0] else .[0] end
  | .value;

# Markup other than HTML (NITF, NewsML) fits neither column. It is kept in the column "item".
def kind_by_role:
  lower
  | if contains("html") or contains("richtext") then "html"
    elif contains("nitf") or contains("newsml") or contains("xml") or contains("json") then "other"
    else "text"
    end;

def kind_by_type:
  lower
  | if startswith("text/plain") or startswith("text/markdown") then "text"
    elif startswith("text/html") or startswith("application/xhtml") then "html"
    else "other"
    end;

# "text", "html" or "other": by the content type (contenttype in 2.x), else by the role, else text.
def kind:
  (.contentType // .contenttype) as $type
  | if $type == "text/plain" then "text"
    elif $type == "text/html" then "html"
    elif $type | type == "string" and . != "" then $type | kind_by_type
    elif .role | type == "string" then .role | kind_by_role
    else "text"
    end;

# null where there is neither.
def text_and_html:
  if . == [] then null
  else
    map({kind: kind, role, value})
    | {
        text: (map(select(.kind == "text")) | best),
        html: (map(select(.kind == "html")) | best)
      }
    | if .text == null and .html == null then null else . end
  end;

# 1.x has no lists but any number of fields: the end of the name is the role (body_text, description_caption).
def pieces_1x($prefix):
  [ keys[] as $name
    | if $name | startswith($prefix) then {role: $name[($prefix | length):], value: .[$name]} else empty end
  ]
  | pieces;

# The usual names: quicker than to look through all.
def usual_1x:
  {text: (.body_text | text), html: ((.body_html | text) // (.body_xhtml | text) // (.body_html5 | text))}
  | if .text == null and .html == null then null else . end;

# An item may have nothing but its description: better than an article without a text.
def prose:
  (.bodies | pieces | text_and_html)
  // usual_1x
  // (pieces_1x("body_") | text_and_html)
  // (.descriptions | pieces | text_and_html)
  // (pieces_1x("description_") | text_and_html);

# The title is metadata, says ninjs; but a reader with no headline is worse off.
def headline: (.headline | text) // (.headlines | pieces | best) // (pieces_1x("headline_") | text_and_html | .text) // (.title | text);

prose as $prose
| {
    uri,
    version: (.version | version),
    version_created: ((.versionCreated | time) // (.versioncreated | time)),
    pub_status: (if .pubStatus == null or (.pubStatus == "" and .pubstatus != null) then .pubstatus else .pubStatus end | status),
    type: (.type | text),
    language: (.language | text),
    headline: headline,
    byline: ((.by | text) // (.byline | text)),
    body_text: $prose.text,
    body_html: $prose.html,
    first_created: ((.firstCreated | time) // (.firstcreated | time)),
    embargoed: ((.embargoedUntil | time) // (.embargoed | time)),
    urgency: (.urgency | urgency),
    representation: (.representationType // .representationtype | word)
  }
