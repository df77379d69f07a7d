import { Resolver } from 'node:dns/promises'

/** Asks the domain name system. */
export interface DnsResolver {
  /** The texts at a name, each in one piece; none when the name is not there. Throws when nobody answers. */
  findTxtRecords(name: string): Promise<string[]>
}

const patience = { timeout: 2_000, tries: 2 }

/** Answers that mean: there is no such record. */
const nothingThere = new Set(['ENODATA', 'ENOTFOUND'])

/** `servers` as "address" or "address:port"; none stands for those of the operating system. */
export function createDnsResolver(servers: string[]): DnsResolver {
  return {
    async findTxtRecords(name) {
      // A new one for each question: the system's servers change when a machine changes networks.
      const resolver = new Resolver(patience)
      if (servers.length > 0) resolver.setServers(servers)
      try {
        const records = await resolver.resolveTxt(name)
        return records.map((chunks) => chunks.join(''))
      } catch (error) {
        if (nothingThere.has((error as { code?: string }).code ?? '')) return []
        throw error
      }
    },
  }
}
