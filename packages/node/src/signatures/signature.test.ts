import { WorkOS as OfficialWorkOS } from '@workos-inc/node'
import { describe, expect, test } from 'vitest'
import { eventOf } from '../../test/event-payloads.ts'
import { signatureOf, signed, signingSecret } from '../../test/signed.ts'
import { SignatureVerificationException } from '../exceptions/exceptions.ts'
import { WorkOS } from '../workos.ts'

const { webhooks, actions } = new WorkOS('sk_test')
const official = new OfficialWorkOS('sk_test')
const event = eventOf('group.member_added', { group_id: 'group_01' })

describe('a signature', () => {
  test('made by hand is valid', async () => {
    expect(await webhooks.verifyHeader(signed(event))).toBe(true)
    expect(await actions.verifyHeader(signed(event))).toBe(true)
  })

  test('of the official SDK is valid here, and ours is valid there', async () => {
    const payload = JSON.stringify(event)
    const timestamp = Date.now()
    const headerOf = async (sdk: { webhooks: Pick<typeof webhooks, 'computeSignature'> }) =>
      `t=${timestamp}, v1=${await sdk.webhooks.computeSignature(timestamp, payload, signingSecret)}`
    const theirs = { payload, sigHeader: await headerOf(official), secret: signingSecret }
    const ours = { payload, sigHeader: await headerOf({ webhooks }), secret: signingSecret }
    expect((await webhooks.constructEvent(theirs)).event).toBe('group.member_added')
    expect((await official.webhooks.constructEvent(ours)).event).toBe('group.member_added')
  })

  test('is refused when one digit of it is another one', async () => {
    const { sigHeader, ...rest } = signed(event)
    const last = sigHeader.endsWith('0') ? '1' : '0'
    const forged = { ...rest, sigHeader: sigHeader.slice(0, -1) + last }
    await expect(webhooks.verifyHeader(forged)).rejects.toThrow(SignatureVerificationException)
  })

  test('is refused when the request has no header at all, where the official SDK breaks', async () => {
    const unsigned = { ...signed(event), sigHeader: undefined } as never
    await expect(webhooks.verifyHeader(unsigned)).rejects.toThrow(SignatureVerificationException)
    await expect(official.webhooks.verifyHeader(unsigned)).rejects.toThrow(TypeError)
  })

  test('of a time that is no number is refused, where the official SDK takes it as recent', async () => {
    const payload = JSON.stringify(event)
    const sigHeader = `t=always, v1=${signatureOf('always', payload)}`
    const timeless = { payload, sigHeader, secret: signingSecret }
    await expect(webhooks.verifyHeader(timeless)).rejects.toThrow(SignatureVerificationException)
    expect(await official.webhooks.verifyHeader(timeless)).toBe(true)
  })

  test('is computed and compared by the provider of a subclass', async () => {
    class WithKeyStore extends WorkOS {
      override getCryptoProvider() {
        return {
          computeHMACSignatureAsync: async () => 'of the key store',
          secureCompare: async (a: string, b: string) => a === b,
        }
      }
    }
    const workos = new WithKeyStore('sk_test')
    const sigHeader = `t=${Date.now()}, v1=of the key store`
    const payload = { payload: JSON.stringify(event), sigHeader, secret: '' }
    expect(await workos.webhooks.verifyHeader(payload)).toBe(true)
    expect(await workos.actions.verifyHeader(payload)).toBe(true)
  })
})
