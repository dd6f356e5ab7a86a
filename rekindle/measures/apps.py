from django.apps import AppConfig


class MeasuresConfig(AppConfig):
    name = "rekindle.measures"

    def ready(self) -> None:
        from rekindle.reveal.kinds import KINDS, Kind

        KINDS["check-up"] = Kind("us-compare", title="Your check-ups, side by side")
