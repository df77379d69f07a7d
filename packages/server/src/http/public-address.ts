import { BlockList, isIP } from 'node:net'

/**
 * Which addresses lie outside of every network that only this machine, its neighbours or its cloud
 * can reach. Lists after the special-purpose registries of IANA (RFC 6890).
 */

const private4 = new BlockList()
for (const [network, prefix] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
  // The host agent of Azure, which hands out what the machine may know.
  ['168.63.129.16', 32],
] as const) {
  private4.addSubnet(network, prefix, 'ipv4')
}

// Global unicast is one range (RFC 4291 §2.4). What is outside of it, such as loopback, unique
// local, link-local and IPv4-mapped addresses, need not be listed.
const global6 = new BlockList()
global6.addSubnet('2000::', 3, 'ipv6')

/** Inside of that range: protocol assignments, documentation, and IPv4 addresses in disguise (6to4). */
const special6 = new BlockList()
for (const [network, prefix] of [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
] as const) {
  special6.addSubnet(network, prefix, 'ipv6')
}

/** False also for what is no address at all. */
export function isPublicAddress(address: string): boolean {
  switch (isIP(address)) {
    case 4:
      return !private4.check(address, 'ipv4')
    case 6:
      // With a zone it is link-local, whatever else it looks like.
      if (address.includes('%')) return false
      return global6.check(address, 'ipv6') && !special6.check(address, 'ipv6')
    default:
      return false
  }
}
