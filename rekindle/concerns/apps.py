from django.apps import AppConfig


class ConcernsConfig(AppConfig):
    name = "rekindle.concerns"

    def ready(self) -> None:
        from rekindle.reveal.kinds import KINDS, Kind

        KINDS["concern"] = Kind("us-concern", by="slug")
