"""Every address. Each room has its own list; the suite fails when an address is in no test of the doors."""

from django.urls import include, path

urlpatterns = [
    path("", include("rekindle.welcome.urls")),
    path("", include("rekindle.accounts.urls")),
    path("", include("rekindle.vault.urls")),
    path("", include("rekindle.plan.urls")),
    path("practices/", include("rekindle.practice.urls")),
    path("talks/", include("rekindle.dialogue.urls")),
    path("live/", include("rekindle.live.urls")),
    path("rounds/", include("rekindle.reveal.urls")),
    path("us/concerns/", include("rekindle.concerns.urls")),
    path("us/", include("rekindle.mine.us_urls")),
    path("check-up/", include("rekindle.measures.urls")),
    path("help/", include("rekindle.safety.urls")),
    path("mine/concerns/", include("rekindle.concerns.urls_own")),
    path("mine/", include("rekindle.mine.urls")),
    path("", include("rekindle.web.urls")),
]

handler400 = "rekindle.web.errors.handler400"
handler403 = "rekindle.web.errors.handler403"
handler404 = "rekindle.web.errors.handler404"
handler500 = "rekindle.web.errors.handler500"
