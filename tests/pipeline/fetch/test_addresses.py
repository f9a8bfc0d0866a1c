from ipaddress import IPv4Address, IPv6Address, ip_address

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.fetch import addresses
from pipeline.fetch.error import FetchError, RefusedError
from pipeline.fetch.target import Target

PRIVATE = [
    "0.0.0.0",
    "10.0.0.1",
    "100.64.0.1",
    "100.100.100.200",
    "127.0.0.1",
    "127.255.255.254",
    "168.63.129.16",
    "169.254.169.254",
    "172.16.0.1",
    "192.0.0.192",
    "192.0.2.1",
    "192.88.99.1",
    "192.168.1.1",
    "198.18.0.1",
    "224.0.0.1",
    "239.255.255.250",
    "240.0.0.1",
    "255.255.255.255",
]
PUBLIC = ["1.1.1.1", "8.8.8.8", "93.184.216.34", "172.32.0.1", "223.255.255.254"]


@pytest.mark.parametrize("text", PRIVATE)
def test_an_address_that_is_not_of_the_public_internet_is_refused_in_every_form(text):
    address = IPv4Address(text)
    number = int(address)
    assert not addresses.is_public(address)
    for wrapped in (
        IPv6Address(number),  # "compatible"
        IPv6Address((0xFFFF << 32) + number),  # "mapped"
        IPv6Address((0xFFFF << 48) + number),  # "translated"
        IPv6Address((0x64FF9B << 96) + number),  # NAT64
        IPv6Address((0x64FF9B0001 << 80) + number),  # NAT64 of one's own network
        IPv6Address((0x2002 << 112) + (number << 80) + 1),  # 6to4
        IPv6Address((0x20010000 << 96) + (number ^ 0xFFFFFFFF)),  # Teredo's client
        IPv6Address((0x20010000 << 96) + (number << 64) + 0xF7F7F7F7),  # Teredo's server
    ):
        assert not addresses.is_public(wrapped), wrapped


@pytest.mark.parametrize("text", PUBLIC)
def test_a_public_one_passes_also_where_a_network_turns_it_into_ipv6(text):
    number = int(IPv4Address(text))
    assert addresses.is_public(IPv4Address(text))
    assert addresses.is_public(IPv6Address((0xFFFF << 32) + number))
    assert addresses.is_public(IPv6Address((0x64FF9B << 96) + number))


@pytest.mark.parametrize(
    "text",
    [
        "::",
        "::1",
        "100::1",
        "2001:db8::1",
        "2001:2::1",
        "3fff::1",
        "5f00::1",
        "fc00::1",
        "fd00:ec2::254",
        "fe80::1",
        "fe80::1%eth0",
        "fec0::1",
        "ff02::1",
        "64:ff9b:1::1",
        "4000::1",
        "::ffff:0:127.0.0.1",
    ],
)
def test_ipv6_that_is_not_public(text):
    assert not addresses.is_public(ip_address(text))


@pytest.mark.parametrize("text", ["2606:4700:4700::1111", "2a00:1450:4007:80e::200e", "2001:4860:4860::8888"])
def test_ipv6_that_is_public(text):
    assert addresses.is_public(ip_address(text))


@given(st.ip_addresses() | st.integers(0, 2**32 - 1).map(IPv4Address))
def test_no_address_passes_that_the_registries_do_not_call_global(address):
    if addresses.is_public(address):
        wrapped = getattr(address, "ipv4_mapped", None)
        if wrapped is None and address in addresses._NAT64:
            wrapped = IPv4Address(int(address) & 0xFFFFFFFF)
        judged = wrapped or address
        assert judged.is_global
        assert not (judged.is_private or judged.is_loopback or judged.is_link_local or judged.is_multicast)
        assert not (judged.is_reserved or judged.is_unspecified)


# Hypothesis favours the ranges with a meaning of their own; these are the ones with an address inside.
@given(st.integers(0, 2**32 - 1).map(IPv4Address), st.sampled_from([0xFFFF << 32, 0x64FF9B << 96]))
def test_a_wrapped_address_passes_if_and_only_if_it_would_alone(address, prefix):
    assert addresses.is_public(IPv6Address(prefix + int(address))) == addresses.is_public(address)


def checked(resolved, url="http://news.test/"):
    return addresses.checked(Target.parse(url), lambda *_: resolved, addresses.is_public)


def test_a_name_with_public_addresses_gets_all_of_them_in_order():
    assert list(map(str, checked(["8.8.8.8", "2606:4700::1111"]))) == ["8.8.8.8", "2606:4700::1111"]


@pytest.mark.parametrize(
    "resolved", [["127.0.0.1"], ["8.8.8.8", "10.0.0.1"], ["2606:4700::1111", "::1"], ["fe80::1%eth0"]]
)
def test_a_name_with_one_address_that_is_not_public_is_refused(resolved):
    with pytest.raises(RefusedError, match=r"news\.test is at .* not on the public internet; save the page"):
        checked(resolved)


@pytest.mark.parametrize("resolved", [[], ["what"]])
def test_a_name_without_an_address_fails(resolved):
    with pytest.raises(FetchError, match=r"news\.test .* check the address"):
        checked(resolved)


def test_a_name_that_is_not_known_fails():
    def unknown(*_):
        raise OSError("no such name")

    with pytest.raises(FetchError, match="not known"):
        addresses.checked(Target.parse("http://news.test/"), unknown, addresses.is_public)


def test_an_address_as_host_is_not_looked_up():
    with pytest.raises(RefusedError, match="127"):
        checked(["8.8.8.8"], "http://127.0.0.1/")
    with pytest.raises(RefusedError, match="::1"):
        checked(["8.8.8.8"], "http://[::1]/")


def test_the_system_knows_loopback():
    assert "127.0.0.1" in addresses.system_resolve("127.0.0.1", 80)
