import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createInterface } from 'node:readline'
import { expect, onTestFinished, test } from 'vitest'
import { spawnProcess } from '../../../test/run-process.ts'

/** What an agent sends by hand, line by line, when its own client is at fault. */

// biome-ignore lint/suspicious/noExplicitAny: what an answer holds is what the tests find out.
type Message = any

/** A session whose answers are found by the number of their request. */
async function startSession(env: Record<string, string> = {}) {
  const child = await spawnProcess(['mcp'], { env })
  onTestFinished(() => void child.kill())
  const answers = new Map<number, Message>()
  const lines: string[] = []
  createInterface(child.stdout).on('line', (line) => {
    lines.push(line)
    const message = JSON.parse(line)
    answers.set(message.id, message)
  })
  const send = (line: string) => child.stdin.write(`${line}\n`)
  let last = 0
  const begin = (method: string, params: object = {}) => {
    last += 1
    send(JSON.stringify({ jsonrpc: '2.0', id: last, method, params }))
    return last
  }
  const notify = (method: string, params: object = {}) =>
    send(JSON.stringify({ jsonrpc: '2.0', method, params }))
  const ask = async (method: string, params?: object) => {
    const id = begin(method, params)
    await expect.poll(() => answers.get(id)).toBeDefined()
    return answers.get(id)
  }
  const greet = (protocolVersion: string) =>
    ask('initialize', {
      protocolVersion,
      capabilities: {},
      clientInfo: { name: 'tests', version: '1.0.0' },
    })
  return { child, answers, lines, send, begin, notify, ask, greet }
}

test.each([
  ['2024-11-05', '2024-11-05'],
  ['2025-06-18', '2025-06-18'],
  ['2025-11-25', '2025-11-25'],
  // Of one that was never made it offers what it knows best.
  ['1999-01-01', '2025-11-25'],
])('a client that greets in revision %s is answered in %s', async (asked, answered) => {
  const { greet, child } = await startSession()
  const { result } = await greet(asked)
  expect(result).toMatchObject({
    protocolVersion: answered,
    serverInfo: { name: 'latchkey' },
    instructions: expect.stringContaining('get_environment'),
  })
  child.stdin.end()
  expect(await once(child, 'close')).toEqual([0, null])
})

test('what makes no sense is answered as such, and the session goes on', async () => {
  const { greet, notify, send, ask, lines } = await startSession()
  await greet('2025-11-25')
  notify('notifications/initialized')
  send('this is no JSON')
  send('{"jsonrpc":"2.0"}')
  const call = (name: string, input?: object) =>
    ask('tools/call', { name, ...(input && { arguments: input }) })
  expect((await ask('no/such')).error).toMatchObject({ code: -32601 })
  expect((await call('no_such_tool')).error).toMatchObject({ code: -32602 })
  for (const input of [undefined, {}, { name: 7 }, { name: 'x'.repeat(101) }]) {
    const { result } = await call('read_guide', input)
    expect(result).toMatchObject({ isError: true })
    expect(result.content[0].text).toContain('Invalid arguments for tool read_guide: name')
  }
  expect((await ask('resources/read', { uri: 'file:///etc/passwd' })).error.code).toBe(-32602)
  expect((await ask('prompts/get', { name: 'explain_sign_in' })).error.message).toContain('email')
  expect((await call('read_guide', { name: 'sessions' })).result.content[0].text).toMatch(/^# /)
  expect(lines.every((line) => JSON.parse(line).jsonrpc === '2.0')).toBe(true)
})

test('a call that the agent cancels is not answered, and the next one is', async () => {
  let asked = 0
  const silent = createServer(() => {
    asked += 1
  }).listen(0, '127.0.0.1')
  await once(silent, 'listening')
  onTestFinished(() => {
    silent.closeAllConnections()
    silent.close()
  })
  const { port } = silent.address() as AddressInfo
  const { greet, begin, notify, ask, answers, child } = await startSession({
    LATCHKEY_URL: `http://127.0.0.1:${port}`,
    LATCHKEY_API_KEY: 'sk_test_of_nobody',
  })
  await greet('2025-11-25')
  notify('notifications/initialized')
  const requestId = begin('tools/call', { name: 'list_users', arguments: {} })
  await expect.poll(() => asked).toBeGreaterThan(0)
  notify('notifications/cancelled', { requestId, reason: 'The person lost interest.' })
  const next = await ask('tools/call', { name: 'read_guide', arguments: { name: 'sessions' } })
  expect(next.result.isError).toBeUndefined()
  child.stdin.end()
  expect(await once(child, 'close')).toEqual([0, null])
  expect(answers.has(requestId)).toBe(false)
})
