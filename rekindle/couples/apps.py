from django.apps import AppConfig


class CouplesConfig(AppConfig):
    name = "rekindle.couples"

    def ready(self) -> None:
        from rekindle.accounts.farewell import at_farewell
        from rekindle.couples.leaving import erase_places

        at_farewell(erase_places)
