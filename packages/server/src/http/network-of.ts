import { isIPv6 } from 'node:net'

/**
 * Whose limit a network address counts towards. An IPv4 address stands for itself; of IPv6, whoever
 * has one address has a network of 64 bits at least (RFC 6177) and could come from another one each
 * time.
 */
export function networkOf(address: string): string {
  if (!isIPv6(address)) return address
  const groups = groupsOf(address)
  // The form in which a socket for both kinds names IPv4 (RFC 4291 §2.5.5.2).
  const isMapped = groups.slice(0, 6).join(':') === '0:0:0:0:0:ffff'
  return isMapped ? toIPv4(groups.slice(6)) : `${groups.slice(0, 4).join(':')}::/64`
}

/** The eight groups of an IPv6 address, without its zone. */
function groupsOf(address: string): string[] {
  const [withoutZone] = address.split('%')
  const { hostname } = new URL(`http://[${withoutZone}]`)
  const [before = [], after = []] = hostname
    .slice(1, -1)
    .split('::')
    .map((part) => part.split(':').filter(Boolean))
  const zeros = Array.from({ length: 8 - before.length - after.length }, () => '0')
  return [...before, ...zeros, ...after]
}

const toIPv4 = (groups: string[]) =>
  groups
    .map((group) => Number.parseInt(group, 16))
    .flatMap((pair) => [pair >> 8, pair & 255])
    .join('.')
