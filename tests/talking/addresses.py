"""Every address of the house, and the talk's."""

from django.urls import path

from rekindle.urls import handler400, handler403, handler404, handler500, urlpatterns
from tests.talking.views import talk

urlpatterns = [*urlpatterns, path("talk/<uuid:id>/", talk, name="talk")]

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]
