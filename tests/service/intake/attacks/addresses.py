"""Addresses that lead into the network: each is refused before anything is sent there."""

from collections.abc import Iterator

from tests.service.intake.attacks.kinds import Attack, Refused, Url

_HOSTS = """
127.0.0.1 127.0.0.2 127.1 127.0.1 127.255.255.254 0.0.0.0 0 0x0 10.0.0.1 10.255.255.255
172.16.0.1 172.31.255.254 192.168.0.1 192.168.1.254 169.254.169.254 169.254.0.1 100.64.0.1
100.100.100.200 192.0.0.192 192.0.2.1 192.88.99.1 198.18.0.1 198.51.100.1 203.0.113.1
224.0.0.1 239.255.255.250 240.0.0.1 255.255.255.255 168.63.129.16
2130706433 0x7f000001 0x7f.0x0.0x0.0x1 0x7f.1 017700000001 0177.0.0.1 00000177.0.0.1 2852039166
0xa9fea9fe 0xa9.0xfe.0xa9.0xfe 4294967295 127.0.0.1. 0x7F.1. 1.1.1.1.1 999.1.1.1
[::] [::1] [0:0:0:0:0:0:0:1] [::127.0.0.1] [::ffff:127.0.0.1] [::ffff:7f00:1]
[::ffff:169.254.169.254] [::ffff:10.0.0.1] [0:0:0:0:0:ffff:127.0.0.1] [64:ff9b::127.0.0.1]
[64:ff9b::a9fe:a9fe] [64:ff9b:1::1] [2002:7f00:1::] [2002:a9fe:a9fe::] [2001::1]
[2001:db8::1] [fe80::1] [fe80::1%25eth0] [fe80::1%eth0] [fec0::1] [fc00::1] [fd00:ec2::254]
[fd12:3456::1] [ff02::1] [ff0e::1] [100::1] [3fff::1]
localhost LOCALHOST localhost. localhost%00.example.org %6c%6f%63%61%6c%68%6f%73%74
１２７.0.0.1 127。0。0。1 ①②⑦.⓪.⓪.① ⓛⓞⓒⓐⓛⓗⓞⓢⓣ local\u00adhost
""".split()

_ADDRESSES = {
    "a file": "file:///etc/passwd",
    "a file by its host": "file://localhost/etc/passwd",
    "a path": "/etc/passwd",
    "a path upwards": "../../../../etc/passwd",
    "standard input": "-",
    "a folder": ".",
    "nothing": "",
    "a space": " ",
    "gopher": "gopher://127.0.0.1:6379/_INFO",
    "dict": "dict://127.0.0.1:11211/stat",
    "ftp": "ftp://127.0.0.1/x",
    "ldap": "ldap://127.0.0.1/x",
    "jar": "jar:http://127.0.0.1!/x",
    "data": "data:text/html,<script>alert(1)</script>",
    "script": "javascript:alert(1)",
    "no scheme": "127.0.0.1/admin",
    "two slashes": "//127.0.0.1/admin",
    "one slash": "http:/127.0.0.1/",
    "no slash": "http:127.0.0.1",
    "back slashes": "http:\\\\127.0.0.1\\admin",
    "no host": "http:///admin",
    "only a port": "http://:80/",
    "a user": "http://ana@example.org/",
    "a user and password": "http://ana:secret@127.0.0.1/",
    "a host for a user": "http://example.org@127.0.0.1/",
    "a host for a user, escaped": "http://example.org%40127.0.0.1/",
    "a back slash before @": "http://example.org\\@127.0.0.1/",
    "a fragment before @": "http://127.0.0.1#@example.org/",
    "a query before @": "http://127.0.0.1?@example.org/",
    "a space in the host": "http://127.0.0.1 example.org/",
    "a tab in the host": "http://127.0.0.1\texample.org/",
    "line ends": "http://example.org/\r\nHost: 127.0.0.1\r\n\r\nGET /admin",
    "line ends, escaped, in the host": "http://example.org%0d%0aHost:127.0.0.1/",
    "a NUL": "http://example.org\x00.127.0.0.1/",
    "half a character": "http://ex\ud800ample.org/",
    "ssh": "http://example.org:22/",
    "mail": "http://example.org:25/",
    "redis": "http://example.org:6379/",
    "postgresql": "http://example.org:5432/",
    "port 0": "http://example.org:0/",
    "port 65536": "http://example.org:65536/",
    "a port below 0": "http://example.org:-80/",
    "two ports": "http://127.0.0.1:80:80/",
    "a port in other digits": "http://example.org:８０/",
    "an endless host": "http://" + "a." * 700 + "org/",
    "a long label": "http://" + "a" * 64 + ".org/",
    "an endless path": "http://example.org/" + "a" * 5_000,
    "an open bracket": "http://[::1",
    "a closed bracket": "http://::1]/",
    "an address in brackets": "http://[127.0.0.1]/",
    "a name in brackets": "http://[localhost]/",
    "letters turned round": "http://127.0.0.1/\u202egpj.exe",
}


def attacks() -> Iterator[Attack]:
    """Yield them."""
    for host in dict.fromkeys(_HOSTS):
        yield Attack("host", host, Url(f"http://{host}/latest/meta-data/"), Refused())
    for name, url in _ADDRESSES.items():
        yield Attack("address", name, Url(url), Refused())
