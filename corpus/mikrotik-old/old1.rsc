# jan/15/2022 08:00:00 by RouterOS 6.49.6
# software id = ABCD-0000
#
/interface bridge
add name=loopback
/routing bgp instance
set default as=64496 redistribute-static=yes router-id=192.0.2.1
/ip address
add address=192.0.2.1/32 interface=loopback network=192.0.2.1
add address=198.51.100.1/30 interface=ether1 network=198.51.100.0
/ip route
add distance=1 dst-address=203.0.113.0/25 gateway=198.51.100.6
add dst-address=203.0.113.0/24 type=blackhole
/routing bgp network
add network=192.0.2.0/24 synchronize=no
/routing bgp peer
add in-filter=up-in multihop=yes name=up out-filter=up-out remote-address=\
    198.51.100.2 remote-as=64500 ttl=3
add address-families=ip,vpnv4 name=core nexthop-choice=force-self \
    remote-address=192.0.2.2 remote-as=64496 route-reflect=yes update-source=\
    loopback
add address-families=ipv6 disabled=yes name=up6 remote-address=2001:db8::2 \
    remote-as=64500
/routing filter
add action=discard chain=up-in prefix=0.0.0.0/0
add action=jump chain=up-in jump-target=long
add bgp-as-path="_64501_" chain=up-in set-bgp-local-pref=80
add action=accept chain=up-in
add action=discard chain=long prefix=0.0.0.0/0 prefix-length=25-32
add action=return chain=long
add action=accept append-bgp-communities=64496:100 chain=up-out \
    locally-originated-bgp=yes prefix=192.0.2.0/24
add action=accept chain=up-out prefix=203.0.113.0/24 prefix-length=24-25 \
    set-bgp-med=50 set-bgp-prepend=3
add action=discard chain=up-out
