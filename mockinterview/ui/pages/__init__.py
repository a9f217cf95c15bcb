"""One module a page: what a person sees when the sidebar, or the flow, takes them there."""
