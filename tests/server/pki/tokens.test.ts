import { SignJWT, UnsecuredJWT } from 'jose'
import { beforeAll, describe, expect, test } from 'vitest'
import {
  makeAuthority,
  makeIdentity,
  signingKeys,
  signingTime,
  testIds,
  type TestIdentity,
} from '../../../core/cms/test-identities.ts'
import {
  claimedMachine,
  issueMachineToken,
  machineTokenSeconds,
  verifyAssertion,
  verifyMachineToken,
} from '../../../server/pki/tokens.ts'

const audience = 'https://server.test/machines/token'
const now = signingTime.getTime()
const seconds = Math.floor(now / 1000)
const jti = 'a-number-used-once'

let kiosk: TestIdentity

beforeAll(async () => {
  kiosk = await makeIdentity(await makeAuthority(), 'KIOSK')
})

const honest = { iss: testIds.KIOSK, sub: testIds.KIOSK, aud: audience, iat: seconds, exp: seconds + 60, jti }

const assertion = (claims: Record<string, unknown> = {}, { privateKey } = kiosk) =>
  new SignJWT({ ...honest, ...claims }).setProtectedHeader({ alg: 'ES256' }).sign(privateKey)

const verify = (text: string, at = now) =>
  verifyAssertion({ assertion: text, certificate: kiosk.certificate, audience, now: at })

describe('a machine’s assertion', () => {
  test('proves the machine and gives what is needed to refuse it a second time', async () => {
    const text = await assertion()
    expect(claimedMachine(text)).toBe(testIds.KIOSK)
    const verified = await verify(text)
    expect(verified).toMatchObject({ machineId: testIds.KIOSK, jti })
    await expect(verify(text, verified.expiresAt - 1000)).resolves.toBeDefined()
    await expect(verify(text, verified.expiresAt)).rejects.toMatchObject({ code: 'ASSERTION_EXPIRED' })
  })

  test('survives a clock that runs ten seconds ahead', async () => {
    await expect(verify(await assertion({ iat: seconds + 10, exp: seconds + 70 }))).resolves.toBeDefined()
  })

  test.each([
    ['for another server', { aud: 'https://elsewhere.test' }, 'ASSERTION_NOT_FOR_HERE'],
    ['of another machine', { iss: testIds.STATION, sub: testIds.STATION }, 'ASSERTION_NOT_FOR_HERE'],
    ['for another machine', { sub: testIds.STATION }, 'ASSERTION_NOT_FOR_HERE'],
    ['already ended', { iat: seconds - 200, exp: seconds - 100 }, 'ASSERTION_EXPIRED'],
    ['valid for too long', { exp: seconds + 121 }, 'ASSERTION_TOO_LONG'],
    ['dated far ahead', { iat: seconds + 86_400, exp: seconds + 86_460 }, 'ASSERTION_TOO_LONG'],
    ['without an end', { exp: undefined }, 'ASSERTION_MALFORMED'],
    ['without a number used once', { jti: undefined }, 'ASSERTION_MALFORMED'],
  ])('%s is refused', async (_title, claims, code) => {
    await expect(verify(await assertion(claims))).rejects.toMatchObject({ code })
  })

  test('signed with another key, unsigned, or with a shared secret is refused', async () => {
    const { privateKey } = await signingKeys()
    await expect(verify(await assertion({}, { ...kiosk, privateKey }))).rejects.toMatchObject({
      code: 'ASSERTION_SIGNATURE_INVALID',
    })
    const unsigned = new UnsecuredJWT(honest).encode()
    const secret = new SignJWT(honest).setProtectedHeader({ alg: 'HS256' }).sign(kiosk.certificate)
    for (const text of [unsigned, await secret, '', 'a.b.c', '\u0000']) {
      await expect(verify(text)).rejects.toMatchObject({ code: 'ASSERTION_MALFORMED' })
    }
  })

  test('is refused when the certificate has ended', async () => {
    const later = new Date('2027-06-01').getTime()
    const iat = later / 1000
    await expect(verify(await assertion({ iat, exp: iat + 60 }), later)).rejects.toMatchObject({
      code: 'CERTIFICATE_NOT_VALID_NOW',
    })
  })

  test('that cannot be read names no machine', () => {
    for (const text of ['', 'x', 'a.b.c']) expect(() => claimedMachine(text)).toThrow(/ASSERTION_MALFORMED/)
  })
})

describe('a machine’s token', () => {
  const machine = { machineId: testIds.KIOSK, kind: 'KIOSK', centre: '01TEST' } as const
  const issuer = 'https://server.test'

  test('says who the machine is until it ends', async () => {
    const tokens = { issuer, keys: await signingKeys() }
    const token = await issueMachineToken(tokens, machine, now)
    expect(await verifyMachineToken(tokens, token, now + (machineTokenSeconds - 1) * 1000)).toEqual(machine)
    await expect(verifyMachineToken(tokens, token, now + machineTokenSeconds * 1000)).rejects.toMatchObject({
      code: 'MACHINE_TOKEN_EXPIRED',
    })
  })

  test('of another server, altered, or an assertion in its place is refused', async () => {
    const tokens = { issuer, keys: await signingKeys() }
    const token = await issueMachineToken(tokens, machine, now)
    const inItsPlace = new SignJWT({ ...honest, aud: issuer, iss: issuer, kind: 'KIOSK', centre: '01TEST' })
    const refused = [
      await issueMachineToken({ issuer, keys: await signingKeys() }, machine, now),
      await issueMachineToken({ ...tokens, issuer: 'https://elsewhere.test' }, machine, now),
      await inItsPlace.setProtectedHeader({ alg: 'ES256' }).sign(tokens.keys.privateKey),
      `${token.slice(0, -10)}${token.at(-10) === 'A' ? 'B' : 'A'}${token.slice(-9)}`,
      '',
      'x.y.z',
    ]
    for (const text of refused) {
      await expect(verifyMachineToken(tokens, text, now)).rejects.toMatchObject({
        code: 'MACHINE_TOKEN_INVALID',
      })
    }
  })
})
