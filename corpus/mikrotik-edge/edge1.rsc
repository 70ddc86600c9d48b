# 2026-01-15 08:00:00 by RouterOS 7.20.8
# software id = ABCD-0000
#
# model = CHR
/interface bridge
add name=lo1
/routing bgp instance
add as=64496 name=main1 router-id=192.0.2.1
/routing bgp template
add afi=ip hold-time=30s input.filter=transit-in name=transit \
    output.filter-chain=transit-out .network=ours
/ip address
add address=198.51.100.1/30 interface=ether1 network=198.51.100.0
/ip firewall address-list
add address=192.0.2.0/24 comment="our own" list=ours
add address=203.0.113.0/24 list=ours
add address=203.0.113.128/25 disabled=yes list=ours
add address=198.51.100.200 list=management
/ip route
add blackhole dst-address=192.0.2.0/24
add blackhole dst-address=203.0.113.0/24
add distance=5 dst-address=10.0.0.0/8 gateway=198.51.100.6
/routing bgp connection
add comment="transit one" instance=main1 local.address=198.51.100.1 .role=\
    ebgp name=transit1 remote.address=198.51.100.2/32 .as=64500 \
    tcp-md5-key=not-a-real-key templates=transit
add instance=main1 input.limit-process-routes-ipv4=1000 local.role=ebgp name=\
    customer1 output.default-originate=always remote.address=198.51.100.10 \
    .as=64501
add instance=main1 local.role=ibgp-rr name=reflected nexthop-choice=\
    force-self output.network=ours remote.address=192.0.2.2 .as=64496
/routing filter community-list
add communities=64500:666,64500:667 list=blackholes
/routing filter num-list
add list=private range=64512-65534
/routing filter rule
add chain=bogons rule="if (dst in 10.0.0.0/8 || dst in 172.16.0.0/12) { reject \
    }"
add chain=bogons rule="if (bgp-as-path [[:private:]]) { reject }"
add chain=transit-in rule="jump bogons"
add chain=transit-in comment="our own come from us alone" rule=\
    "if (dst in ours) { reject }"
add chain=transit-in rule="if (bgp-communities any-list blackholes) { set bgp-\
    local-pref 50 } else { set bgp-local-pref 150 }"
add chain=transit-in rule="if (dst in 0.0.0.0/0 && dst-len <= 24) { accept }"
add chain=transit-out disabled=yes rule=accept
add chain=transit-out rule="if (dst in ours) { set bgp-path-prepend 2; set bgp\
    -out-med 20; accept }"
/system identity
set name=edge1
