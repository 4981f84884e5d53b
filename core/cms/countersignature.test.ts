import { beforeAll, describe, expect, test } from 'vitest'
import { toHex } from '../bytes.ts'
import { signCountersignature, verifyCountersignature } from './countersignature.ts'
import { sha256 } from './ecdsa.ts'
import { makeAuthority, makeIdentity, makeParties, signingTime, type TestParties } from './test-identities.ts'

let parties: TestParties
let manifestHash: string

const verify = (jws: string, hash = manifestHash, at = signingTime) =>
  verifyCountersignature(jws, { manifestHash: hash, issuers: [parties.authority.certificate], at })

beforeAll(async () => {
  parties = await makeParties()
  manifestHash = toHex(await sha256(new TextEncoder().encode('{"version":1}')))
})

describe('a countersignature', () => {
  test('names the supervisor whose key made it', async () => {
    const { subject, certificate } = await verify(
      await signCountersignature(manifestHash, parties.supervisor),
    )
    expect(subject.role).toBe('SUPERVISOR')
    expect(certificate).toEqual(parties.supervisor.certificate)
  })

  test('over another manifest is refused', async () => {
    const jws = await signCountersignature('0'.repeat(64), parties.supervisor)
    await expect(verify(jws)).rejects.toMatchObject({ facts: { reason: 'ANOTHER_MANIFEST' } })
  })

  test('by an operator is not a supervisor’s', async () => {
    const jws = await signCountersignature(manifestHash, parties.operator)
    await expect(verify(jws)).rejects.toMatchObject({
      code: 'SIGNER_UNTRUSTED',
      facts: { reason: 'SUBJECT' },
    })
  })

  test('certified by a stranger is untrusted, and by an ended certificate expired', async () => {
    const stranger = await makeIdentity(await makeAuthority('Elsewhere'), 'SUPERVISOR')
    await expect(verify(await signCountersignature(manifestHash, stranger))).rejects.toMatchObject({
      code: 'SIGNER_UNTRUSTED',
    })
    const jws = await signCountersignature(manifestHash, parties.supervisor)
    await expect(verify(jws, manifestHash, new Date('2028-01-01'))).rejects.toMatchObject({
      code: 'SIGNER_EXPIRED',
    })
  })

  test('with any character changed, cut off, or of another form is refused by name', async () => {
    const jws = await signCountersignature(manifestHash, parties.supervisor)
    const changed = Array.from({ length: jws.length }, (_, at) => {
      const other = jws[at] === 'A' ? 'Q' : 'A'
      return `${jws.slice(0, at)}${other}${jws.slice(at + 1)}`
    })
    const misshapen = ['', '.', 'a.b.c', 'e30.e30.e30', 'x'.repeat(5000), jws.slice(0, -4), `${jws}.${jws}`]
    for (const text of [...changed, ...misshapen]) {
      await expect(verify(text)).rejects.toMatchObject({
        code: 'COUNTERSIGNATURE_INVALID',
      })
    }
  })
})
