"""A hundred and one internal DNS records in one region."""

# alibaba-gateway: ALI-DNS-04: cn-hangzhou has 101; the limit is 100

import pulumi

for index in range(101):
    pulumi.CustomResource(
        "privateapi:alicloud:PrivateDns",
        f"service-{index}",
        {
            "intranetDomain": f"service-{index}.internal.example.com",
            "type": "A",
            "region": "cn-hangzhou",
            "records": [{"record": "10.0.0.1", "weight": 1}],
        },
    )
