import { once } from 'node:events'
import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { createGuardedClient, type GuardedClient, policyFor } from './guarded-client.ts'
import { isPublicAddress } from './public-address.ts'

describe('addresses', () => {
  test.each([
    '127.0.0.1',
    '127.255.255.254',
    '0.0.0.0',
    '10.1.2.3',
    '100.100.100.200',
    '168.63.129.16',
    '169.254.169.254',
    '172.16.0.1',
    '172.31.255.255',
    '192.0.0.192',
    '192.168.1.1',
    '198.18.0.1',
    '224.0.0.1',
    '255.255.255.255',
    '::',
    '::1',
    '::127.0.0.1',
    '::ffff:127.0.0.1',
    '::ffff:8.8.8.8',
    '::ffff:7f00:1',
    '64:ff9b::7f00:1',
    '2001::1',
    '2001:db8::1',
    '2002:7f00:1::',
    'fc00::1',
    'fd00:ec2::254',
    'fe80::1',
    '2606:4700::1%eth0',
    'fec0::1',
    'ff02::1',
    'example.com',
    '',
  ])('%s is not for the public', (address) => {
    expect(isPublicAddress(address)).toBe(false)
  })

  test.each(['8.8.8.8', '172.32.0.1', '192.167.255.255', '2606:4700:4700::1111', '2a00:1450::1'])(
    '%s is',
    (address) => {
      expect(isPublicAddress(address)).toBe(true)
    },
  )
})

describe('in production', () => {
  const client = createGuardedClient(policyFor({ development: false }))

  test.each([
    'http://example.com/hook',
    'ftp://example.com/hook',
    'example.com/hook',
    'https://user:password@example.com/hook',
    'https://localhost/hook',
    'https://hook.localhost/',
    'https://localhost./',
    'https://127.0.0.1/hook',
    'https://127.1/hook',
    'https://2130706433/hook',
    'https://0x7f000001/hook',
    'https://0177.0.0.1/hook',
    'https://0/hook',
    'https://①②⑦.0.0.1/hook',
    'https://169.254.169.254/latest/meta-data',
    'https://[::1]/hook',
    'https://[::ffff:127.0.0.1]/hook',
    'https://[::ffff:a9fe:a9fe]/hook',
    'https://[fd00:ec2::254]/hook',
    'https://[64:ff9b::7f00:1]/hook',
  ])('nothing is sent to %s', async (url) => {
    expect(client.findObjection(url)).toEqual(expect.any(String))
    await expect(client.send({ ...get, url })).rejects.toThrow(client.findObjection(url) as string)
  })

  test('any other https address is welcome', () => {
    expect(client.findObjection('https://example.com:8443/hook?a=b')).toBeNull()
    expect(client.findObjection('https://8.8.8.8/hook')).toBeNull()
  })

  test.each([
    ['a private address', [{ address: '10.0.0.1', family: 4 }]],
    ['the metadata of a cloud', [{ address: '169.254.169.254', family: 4 }]],
    ['this machine in IPv6', [{ address: '::ffff:127.0.0.1', family: 6 }]],
    [
      'a private address beside a public one',
      [
        { address: '8.8.8.8', family: 4 },
        { address: '10.0.0.1', family: 4 },
      ],
    ],
  ])('a name that leads to %s is refused before anything is connected', async (_, addresses) => {
    const fooled = createGuardedClient(policyFor({ development: false }), async () => addresses)
    await expect(fooled.send({ ...get, url: 'https://innocent.example/' })).rejects.toThrow(
      'private network',
    )
  })
})

const get = { method: 'GET' as const, timeoutMilliseconds: 5_000, longestAnswerBytes: 1_000 }

describe('a request', () => {
  const open: { server: Server; client: GuardedClient }[] = []
  const anywhere = policyFor({ development: true })

  afterEach(() => {
    for (const { server, client } of open.splice(0)) {
      client.close()
      server.closeAllConnections()
      server.close()
    }
  })

  async function receive(handler: RequestListener, client = createGuardedClient(anywhere)) {
    const server = createServer(handler).listen(0, '127.0.0.1')
    await once(server, 'listening')
    open.push({ server, client })
    const { port } = server.address() as AddressInfo
    return { client, server, port, url: `http://127.0.0.1:${port}/` }
  }

  const bodyOf = async (request: IncomingMessage) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    return Buffer.concat(chunks).toString()
  }

  test('arrives with its headers and its body, and brings the answer back', async () => {
    const { client, url } = await receive(async (request, response) => {
      const { method, headers } = request
      const got = { method, type: headers['content-type'], body: await bodyOf(request) }
      response.writeHead(418).end(JSON.stringify(got))
    })
    const answer = await client.send({
      ...get,
      url,
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"snow":"❄"}',
    })
    expect(answer).toMatchObject({ status: 418, isCutOff: false })
    expect(JSON.parse(answer.body.toString())).toEqual({
      method: 'POST',
      type: 'application/json',
      body: '{"snow":"❄"}',
    })
  })

  test('goes to the address that was checked, though the name leads elsewhere by then', async () => {
    const resolve = vi
      .fn()
      .mockResolvedValueOnce([{ address: '127.0.0.1', family: 4 }])
      .mockResolvedValue([{ address: '127.0.0.2', family: 4 }])
    const checked: string[] = []
    const allowsAddress = (address: string) => {
      checked.push(address)
      return address === '127.0.0.1'
    }
    const client = createGuardedClient({ allowsHttp: true, allowsAddress }, resolve)
    const { port } = await receive((request, response) => {
      response.end(`${request.socket.localAddress} ${request.headers.host}`)
    }, client)
    const { body } = await client.send({ ...get, url: `http://hook.example:${port}/` })
    expect(body.toString()).toBe(`127.0.0.1 hook.example:${port}`)
    expect(resolve).toHaveBeenCalledTimes(1)
    expect(checked).toEqual(['127.0.0.1'])
  })

  test('does not follow a redirect', async () => {
    let requests = 0
    const { client, url } = await receive((_request, response) => {
      requests++
      response.writeHead(307, { location: '/elsewhere' }).end()
    })
    expect(await client.send({ ...get, url })).toMatchObject({ status: 307 })
    expect(requests).toBe(1)
  })

  test('ends when the answer takes too long to begin', async () => {
    const { client, url } = await receive(() => {})
    await expect(client.send({ ...get, url, timeoutMilliseconds: 50 })).rejects.toThrow(
      'It did not answer in time.',
    )
  })

  test('ends when the answer trickles', async () => {
    const { client, url } = await receive((_request, response) => {
      const drops = setInterval(() => response.write('.'), 10)
      response.on('close', () => clearInterval(drops))
    })
    await expect(client.send({ ...get, url, timeoutMilliseconds: 100 })).rejects.toThrow(
      'It did not answer in time.',
    )
  })

  test('reads no more of an answer than was asked for', async () => {
    const { client, url } = await receive((_request, response) => {
      const flood = () => {
        while (!response.destroyed && response.write('x'.repeat(10_000)));
      }
      response.on('drain', flood)
      flood()
    })
    const { body, isCutOff } = await client.send({ ...get, url, longestAnswerBytes: 123 })
    expect(body).toHaveLength(123)
    expect(isCutOff).toBe(true)
  })

  test('uses a connection again, and makes a new one when it was closed meanwhile', async () => {
    const ports: (number | undefined)[] = []
    const { client, server, url } = await receive((request, response) => {
      ports.push(request.socket.remotePort)
      response.end('ok')
    })
    await client.send({ ...get, url })
    await client.send({ ...get, url })
    expect(ports[1]).toBe(ports[0])
    server.closeAllConnections()
    expect(await client.send({ ...get, url })).toMatchObject({ status: 200 })
    expect(ports[2]).not.toBe(ports[0])
  })

  test('says what is wrong when nothing listens', async () => {
    const { client, server, url } = await receive(() => {})
    server.close()
    await once(server, 'close')
    await expect(client.send({ ...get, url })).rejects.toThrow('Nothing answers at its address.')
  })
})
