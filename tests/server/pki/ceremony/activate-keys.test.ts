import { existsSync, rmSync, statSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ServerApp } from '../../../../server/graphql/context.ts'
import { systemActor } from '../../../../server/kernel/actor.ts'
import { openCardKeys } from '../../../../server/pki/card-keys.ts'
import { activateKeys } from '../../../../server/pki/ceremony/activate-keys.ts'
import { createCsca } from '../../../../server/pki/card/create-csca.ts'
import { keyId } from '../../../../server/pki/key-store.ts'
import { type ThrowAwayToken, throwAwayToken } from '../../../../server/pki/pkcs11/throw-away-token.ts'
import { type TestApp, testApp } from '../../../support/app.ts'
import { isSoftHsmMissing, pkcs11Tool, tokenVariables } from '../../../support/token.ts'
import { lastCeremony, twoOfThree } from './custodians.ts'

/** The same installation after a restart of the machine: what was in memory is gone. */
function restarted(app: ServerApp): ServerApp {
  return { ...app, cardKeys: openCardKeys(app.env.cardKeys) }
}

describe('activating keys in files', () => {
  let server: TestApp
  beforeAll(async () => {
    server = await testApp()
  })
  afterAll(() => server.close())

  test('any two of three custodians bring the keys back after a restart', async () => {
    const { app } = server
    const { one, three, ids } = await twoOfThree(app)
    await createCsca(app, systemActor)
    const signer = keyId('document-signer')
    await app.cardKeys.generate(signer, 'SIGN')
    const file = app.env.cardKeys.wrappingKeyFile
    rmSync(file)
    const later = restarted(app)
    await expect(later.cardKeys.sign(signer, 'ECDSA_SHA256', Uint8Array.of(1))).rejects.toMatchObject({
      reason: 'WRAPPING_KEY_LOST',
    })
    const shares = [three.toLowerCase(), one]
    expect(await activateKeys(later, systemActor, { shares })).toEqual({ wasActive: false, present: 2 })
    expect(statSync(file).mode & 0o777).toBe(0o600)
    await expect(later.cardKeys.sign(signer, 'ECDSA_SHA256', Uint8Array.of(1))).resolves.toBeDefined()
    expect(await activateKeys(later, systemActor, { shares })).toMatchObject({ wasActive: true })
    expect(await lastCeremony(app)).toMatchObject({
      kind: 'ACTIVATE',
      record: {
        custodians: [
          { index: 1, officerId: ids[0] },
          { index: 3, officerId: ids[2] },
        ],
      },
    })
  })

  test('one alone, one twice, and shares that were replaced do nothing', async () => {
    const { app } = server
    const earlier = await twoOfThree(app)
    const { one, two } = await twoOfThree(app)
    const mistyped = two.replace(/(?<=\s)\w/, (letter) => (letter === '7' ? '8' : '7'))
    const ceremonies = await app.db.keyCeremony.count()
    const refusals = [
      [[one], 'TOO_FEW'],
      [[one, one], 'SAME_SHARE_TWICE'],
      [[earlier.one, earlier.two], 'ANOTHER_SET'],
      [[one, earlier.two], 'ANOTHER_SET'],
      [[one, mistyped], 'MISTYPED'],
      [[one, 'không phải mảnh khóa'], 'FORM'],
    ] as const
    for (const [shares, reason] of refusals) {
      await expect(activateKeys(app, systemActor, { shares })).rejects.toMatchObject({
        code: 'SHARES_REFUSED',
        facts: { reason },
      })
    }
    expect(await app.db.keyCeremony.count()).toBe(ceremonies)
  })
})

describe.skipIf(await isSoftHsmMissing())('activating a hardware module', () => {
  let server: TestApp
  let token: ThrowAwayToken
  beforeAll(async () => {
    token = await throwAwayToken()
    server = await testApp({ variables: tokenVariables(token) })
  })
  afterAll(async () => {
    await server.close()
    await token.remove()
  })

  test('brings its PIN back to the servers, but not one that the module refuses', async () => {
    const { app } = server
    const { one, two } = await twoOfThree(app)
    await createCsca(app, systemActor)
    rmSync(token.pinFile)
    expect(await activateKeys(app, systemActor, { shares: [two, one] })).toEqual({
      wasActive: false,
      present: 2,
    })
    pkcs11Tool(token, ['--change-pin', '--new-pin', 'another-pin'])
    rmSync(token.pinFile)
    // Logged in by this process before, the module would not ask for the PIN.
    await server.app.cardKeys.close()
    const later = restarted(app)
    await expect(activateKeys(later, systemActor, { shares: [two, one] })).rejects.toMatchObject({
      code: 'KEY_STORE_UNAVAILABLE',
      facts: { reason: 'PIN_WRONG' },
    })
    expect(existsSync(token.pinFile)).toBe(false)
  })
})
