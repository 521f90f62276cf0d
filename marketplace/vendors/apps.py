from django.apps import AppConfig


class VendorsConfig(AppConfig):
    name = "marketplace.vendors"
    label = "vendors"

    def ready(self) -> None:
        from marketplace.accounts.extensions import personal_data
        from marketplace.vendors.personal_data import StaffRecords

        personal_data.register("vendors", StaffRecords())
