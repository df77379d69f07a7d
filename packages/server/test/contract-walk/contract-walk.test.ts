import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { contractFetch, newerContractFetch, readDocumentOnce } from '../contract.ts'
import { newerDocument, npmDocument } from '../published.ts'
import { startTestServer, type TestServer } from '../server.ts'
import { createWorld, type World } from '../world.ts'
import { ask } from './ask.ts'
import {
  compareDocuments,
  getCase,
  listSupport,
  listUnknownCases,
  readNewerContract,
} from './support.ts'

const npm = readDocumentOnce(npmDocument)
const support = await listSupport(npm)
const served = support.filter(({ isServed }) => isServed).map((one) => [one.name, one] as const)

let server: TestServer
let world: World

beforeAll(async () => {
  server = await startTestServer()
  world = await createWorld(server)
})
afterAll(() => server?.stop())
afterEach(() => world.tidyUp())

describe.each(served)('%s', (name, { newer, missing, superfluous, proven }) => {
  test('has a case, or a reason, for every answer that is published', () => {
    const advice = [
      ...missing.map((answer) => `add a case for ${answer}, or say why it can never occur`),
      ...superfluous.map((answer) => `${answer} is not published for it: take its case away`),
    ]
    expect(advice, `${name}, in test/contract-walk/families`).toEqual([])
  })

  test.each(proven)('answers %s', async (answer) => {
    const declared = getCase(name, answer)
    const response = await ask(
      world,
      name,
      typeof declared === 'function' ? await declared(world) : declared,
      newer.includes(answer) ? newerContractFetch : contractFetch,
    )
    const [status, code] = answer.split(' ')
    const text = await response.text()
    expect(`${response.status} ${text}`).toMatch(new RegExp(`^${status} `))
    if (code !== undefined) {
      const body = JSON.parse(text)
      expect(body.code ?? body.error).toBe(code)
    }
  })
})

test('every case belongs to an operation that is published and served', () => {
  expect(listUnknownCases(support)).toEqual([])
})

test.runIf(newerDocument)('newer-contract.json has what the newer document adds', async () => {
  const newer = readDocumentOnce(newerDocument as NonNullable<typeof newerDocument>)
  expect(readNewerContract()).toEqual(await compareDocuments(npm, newer))
})
