# What article-page.jq asks newsbox about the request and the answer, to try it without newsbox.
def variable($name): "https://news.example/wp-json/wp/v2/posts?modified_after=2026-01-31T10:00:00Z&per_page=100&page=2";
def header($name): "3";
