import { createSocket } from 'node:dgram'

/** A name server on a loopback port, which answers with the TXT records that a test put there. */
export interface DnsServer {
  /** For LATCHKEY_DNS_SERVERS. */
  address: string
  /** Every name that was asked for, in order. */
  questions: string[]
  put(name: string, ...records: string[]): void
  remove(name: string): void
  /** Answers that it failed (RFC 1035 §4.1.1), until it is told otherwise. */
  fail(isFailing: boolean): void
  stop(): Promise<void>
}

const txt = 16
const inInternet = 1
const answersFor = { noError: 0x8180, serverFailure: 0x8182, nameError: 0x8183 }

export async function startDnsServer(): Promise<DnsServer> {
  const zone = new Map<string, string[]>()
  const questions: string[] = []
  let isFailing = false
  const socket = createSocket('udp4')
  socket.on('message', (query, from) => {
    const { name, end } = readQuestion(query)
    questions.push(name)
    const records = zone.get(name)
    const flags = isFailing
      ? answersFor.serverFailure
      : records
        ? answersFor.noError
        : answersFor.nameError
    socket.send(
      writeAnswer(query, end, flags, isFailing ? [] : (records ?? [])),
      from.port,
      from.address,
    )
  })
  await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve))
  return {
    address: `127.0.0.1:${socket.address().port}`,
    questions,
    put: (name, ...records) => void zone.set(name, records),
    remove: (name) => void zone.delete(name),
    fail: (failing) => {
      isFailing = failing
    },
    stop: () => new Promise((resolve) => socket.close(resolve)),
  }
}

/** RFC 1035 §4.1.2: labels behind their lengths, then type and class. */
function readQuestion(query: Buffer): { name: string; end: number } {
  const labels: string[] = []
  let at = 12
  for (let length = query[at] as number; length > 0; length = query[at] as number) {
    labels.push(query.toString('latin1', at + 1, at + 1 + length))
    at += 1 + length
  }
  return { name: labels.join('.').toLowerCase(), end: at + 5 }
}

/** RFC 1035 §4.1.3, with a pointer to the question as the name of every record. */
function writeAnswer(query: Buffer, end: number, flags: number, records: string[]): Buffer {
  const header = Buffer.from(query.subarray(0, 12))
  header.writeUInt16BE(flags, 2)
  header.writeUInt16BE(records.length, 6)
  header.writeUInt32BE(0, 8)
  return Buffer.concat([header, query.subarray(12, end), ...records.map(writeRecord)])
}

function writeRecord(text: string): Buffer {
  // Texts of more than 255 octets are in several pieces (RFC 1035 §3.3).
  const bytes = Buffer.from(text)
  const pieces: Buffer[] = []
  for (let at = 0; at < bytes.length; at += 255) {
    const piece = bytes.subarray(at, at + 255)
    pieces.push(Buffer.from([piece.length]), piece)
  }
  const data = Buffer.concat(pieces)
  const head = Buffer.alloc(12)
  head.writeUInt16BE(0xc00c, 0)
  head.writeUInt16BE(txt, 2)
  head.writeUInt16BE(inInternet, 4)
  head.writeUInt16BE(data.length, 10)
  return Buffer.concat([head, data])
}
