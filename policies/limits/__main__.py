"""Policy pack `limits`: quotas of both clouds, and the age of the tables that other rules rely on."""

from privateapi.packs.pack import Pack

PACK = Pack("limits", "Quotas", groups=["quota", "meta"])

if __name__ == "__main__":
    PACK.run()
