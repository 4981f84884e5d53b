import { execFileSync } from 'node:child_process'
import { generateKeyPairSync, sign } from 'node:crypto'
import { chmodSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { PKCS11 } from 'pkcs11js'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { type CurveName, curves } from '../../../../core/pki/curves.ts'
import { algorithmOf } from '../../../../core/pki/signing-key.ts'
import {
  type CardKeyStore,
  type KeyId,
  keyId,
  KeyStoreUnavailable,
  KeyStoreUnusable,
} from '../../../../server/pki/key-store.ts'
import { attributes, classes, flags, user } from '../../../../server/pki/pkcs11/cryptoki.ts'
import type { TokenPlaces } from '../../../../server/pki/pkcs11/messages.ts'
import { openPkcs11KeyStore } from '../../../../server/pki/pkcs11/pkcs11-key-store.ts'
import { type ThrowAwayToken, throwAwayToken } from '../../../../server/pki/pkcs11/throw-away-token.ts'
import { publicCrypto } from '../../../../server/pki/public-crypto.ts'
import { signingKey } from '../../../../server/pki/signing-key.ts'
import { isSoftHsmMissing, pinOf, pkcs11Tool } from '../../../support/token.ts'

const curveNames = Object.keys(curves) as CurveName[]
const data = new TextEncoder().encode('LDSSecurityObject')
const isMissing = await isSoftHsmMissing()
const crypto = publicCrypto()

/** How a signature came out: its bytes are right, or why there are none. */
async function outcomeOf(store: CardKeyStore, id: KeyId): Promise<string> {
  try {
    const key = await signingKey(store, id)
    const signature = await key.sign('ECDSA_SHA256', data)
    return crypto.verify(key, 'ECDSA_SHA256', data, signature) ? 'RIGHT' : 'WRONG'
  } catch (error) {
    return codeOf(error)
  }
}

function codeOf(error: unknown): string {
  const isExpected = error instanceof KeyStoreUnavailable || error instanceof KeyStoreUnusable
  return isExpected ? `${error.code} ${error.reason}` : String(error)
}

/** The private key as another program that knows the PIN sees it. */
function lookFromOutside(
  token: ThrowAwayToken,
  id: KeyId,
  look: (module: PKCS11, session: Buffer, key: Buffer) => void,
): void {
  const module = new PKCS11()
  module.load(token.module)
  module.C_Initialize({ flags: flags.osLocking })
  try {
    const slot = module
      .C_GetSlotList(true)
      .find((each) => module.C_GetTokenInfo(each).label.trimEnd() === token.tokenLabel)
    if (!slot) throw new Error('no slot')
    const session = module.C_OpenSession(slot, flags.serialSession | flags.readWriteSession)
    module.C_Login(session, user, pinOf(token))
    module.C_FindObjectsInit(session, [
      { type: attributes.class, value: classes.privateKey },
      { type: attributes.id, value: Buffer.from(id) },
    ])
    const [key] = module.C_FindObjects(session, 2)
    module.C_FindObjectsFinal(session)
    if (!key) throw new Error('no key')
    look(module, session, key)
  } finally {
    module.C_Finalize()
  }
}

/** The processes of this one that talk to modules. */
const tokenProcesses = (): number[] =>
  execFileSync('ps', ['-o', 'pid=,args=', '--ppid', String(process.pid)], { encoding: 'utf8' })
    .split('\n')
    .filter((row) => row.includes('token-process.ts'))
    .map((row) => Number.parseInt(row, 10))

describe.skipIf(isMissing)('a key store in a hardware module', () => {
  let token: ThrowAwayToken
  let store: CardKeyStore
  const opened: CardKeyStore[] = []
  const signer = keyId('document-signer-1')
  const open = (changes: Partial<TokenPlaces> = {}) => {
    const made = openPkcs11KeyStore({ ...token, ...changes })
    opened.push(made)
    return made
  }

  beforeAll(async () => {
    token = await throwAwayToken()
    store = openPkcs11KeyStore(token)
    await store.generate(signer, 'SIGN')
  })
  afterEach(async () => {
    await Promise.all(opened.splice(0).map((each) => each.close()))
  })
  afterAll(async () => {
    await store.close()
    await token.remove()
  })

  test.each(curveNames)('makes keys on %s that sign and agree', async (curve) => {
    const [one, two, other] = ['one', 'two', 'sign'].map((name) => keyId(`${name}-${curve.toLowerCase()}`))
    if (!one || !two || !other) throw new RangeError('three keys')
    await store.generate(other, 'SIGN', curve)
    const key = await signingKey(store, other)
    expect(key.curve).toBe(curve)
    for (const algorithm of new Set([algorithmOf[curve], 'ECDSA_SHA512'] as const)) {
      const signature = await key.sign(algorithm, data)
      expect(crypto.verify(key, algorithm, data, signature)).toBe(true)
    }
    await store.generate(one, 'AGREE', curve)
    await store.generate(two, 'AGREE', curve)
    const shared = await store.derive(one, await store.publicKey(two))
    expect(shared).toHaveLength(curves[curve].size)
    expect(await store.derive(two, await store.publicKey(one))).toEqual(shared)
  })

  test('signs with sixteen in flight on few sessions, each over its own data', async () => {
    const key = await signingKey(store, signer)
    const texts = Array.from({ length: 160 }, (_, i) => Uint8Array.of(i))
    let next = 0
    const lines = Array.from({ length: 16 }, async () => {
      for (let text = texts[next++]; text; text = texts[next++]) {
        const signature = await key.sign('ECDSA_SHA256', text)
        if (!crypto.verify(key, 'ECDSA_SHA256', text, signature)) throw new Error('a wrong signature')
      }
    })
    await expect(Promise.all(lines)).resolves.toHaveLength(16)
  })

  test('leaves the calling process free while the module works', async () => {
    const curve = 'brainpoolP512r1'
    const slow = keyId('slow')
    await store.generate(slow, 'SIGN', curve)
    const key = await signingKey(store, slow)
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: curve })
    const spentBy = async (work: () => unknown) => {
      const began = process.cpuUsage()
      await work()
      const { user, system } = process.cpuUsage(began)
      return user + system
    }
    const here = await spentBy(() => {
      for (let i = 0; i < 100; i++) sign('sha512', data, privateKey)
    })
    const there = await spentBy(() =>
      Promise.all(Array.from({ length: 100 }, () => key.sign('ECDSA_SHA512', data))),
    )
    expect(there).toBeLessThan(here / 2)
  })

  test('makes keys that sign and nothing else, and that nobody can take out', async () => {
    const listed = pkcs11Tool(token, ['--list-objects', '--type', 'privkey'])
    const access = listed.split('Private Key Object').find((text) => text.includes(`label:      ${signer}`))
    expect(access).toMatch(/Usage:\s+sign\n/)
    expect(access).toMatch(/Access:\s+sensitive, always sensitive, never extractable, local/)
    lookFromOutside(token, signer, (module, session, key) => {
      expect(() => module.C_GetAttributeValue(session, key, [{ type: attributes.value }])).toThrow(
        'CKR_ATTRIBUTE_SENSITIVE',
      )
      const loosened = [{ type: attributes.extractable, value: true }]
      expect(() => module.C_SetAttributeValue(session, key, loosened)).toThrow(/CKR_/)
    })
  })

  test('refuses a key that somebody could take out', async () => {
    const loose = keyId('loose')
    const id = ['--id', Buffer.from(loose).toString('hex'), '--label', loose]
    pkcs11Tool(token, ['--keypairgen', '--key-type', 'EC:prime256v1', '--extractable', ...id])
    expect(await outcomeOf(open(), loose)).toBe('KEY_STORE_UNUSABLE EXTRACTABLE')
  })

  test('says when a key is not there, never makes one twice, and keeps its uses apart', async () => {
    await expect(store.sign(keyId('nobody'), 'ECDSA_SHA256', data)).rejects.toMatchObject({
      code: 'KEY_MISSING',
      facts: { keyId: 'nobody' },
    })
    expect(await store.has(keyId('nobody'))).toBe(false)
    expect(await store.has(signer)).toBe(true)
    await expect(store.generate(signer, 'SIGN')).rejects.toMatchObject({ code: 'KEY_EXISTS' })
    const agree = keyId('agree-only')
    await store.generate(agree, 'AGREE')
    await expect(store.sign(agree, 'ECDSA_SHA256', data)).rejects.toMatchObject({ reason: 'NOT_SUPPORTED' })
  })

  test('keeps at most one of two keys that are made under one name at once', async () => {
    const name = keyId('twice')
    const made = await Promise.allSettled([store.generate(name, 'SIGN'), open().generate(name, 'SIGN')])
    const count = made.filter(({ status }) => status === 'fulfilled').length
    expect(count).toBeLessThanOrEqual(1)
    expect(await store.has(name)).toBe(count === 1)
  })

  test.each([
    ['the library is not there', { module: '/nowhere/libpkcs11.so' }, 'MODULE_MISSING'],
    ['the library is none', { module: '/etc/hostname' }, 'MODULE_MISSING'],
    ['no token has the label', { tokenLabel: 'another' }, 'TOKEN_MISSING'],
    ['the custodians have not been', { pinFile: '/nowhere/pin' }, 'NOT_ACTIVATED'],
  ] as const)('says so when %s', async (_, changes, reason) => {
    expect(await outcomeOf(open(changes), signer)).toBe(`KEY_STORE_UNAVAILABLE ${reason}`)
  })

  test('says so when the binding was not installed', () => {
    const withoutIt = `import { registerHooks } from 'node:module'
      const resolve = (name, context, next) => {
        if (name === 'pkcs11js') throw new Error('not installed')
        return next(name, context)
      }
      registerHooks({ resolve })`
    const store = join(import.meta.dirname, '../../../../server/pki/pkcs11/pkcs11-key-store.ts')
    const program = join(token.folder, 'program.mjs')
    const places = { module: token.module, tokenLabel: token.tokenLabel, pinFile: token.pinFile }
    writeFileSync(
      program,
      `import { openPkcs11KeyStore } from ${JSON.stringify(store)}
      const store = openPkcs11KeyStore(${JSON.stringify(places)})
      await store.has('any').catch(({ code, reason }) => console.log(code, reason))
      await store.close()`,
    )
    const hooks = join(token.folder, 'hooks.mjs')
    writeFileSync(hooks, withoutIt)
    const env = { ...process.env, NODE_OPTIONS: `--import ${hooks}` }
    const said = execFileSync(process.execPath, [program], { encoding: 'utf8', env })
    expect(said.trim()).toBe('KEY_STORE_UNAVAILABLE DRIVER_MISSING')
  })

  test('tries a wrong PIN once, and the next one by itself', async () => {
    // Logged in by another, the module would not ask for a PIN.
    await store.close()
    const pinFile = join(token.folder, 'other-pin')
    writeFileSync(pinFile, 'not the PIN', { mode: 0o600 })
    const other = open({ pinFile })
    expect(await outcomeOf(other, signer)).toBe('KEY_STORE_UNAVAILABLE PIN_WRONG')
    // Now it would be right: refused still, so it was not tried a second time.
    pkcs11Tool(token, ['--change-pin', '--new-pin', 'not the PIN'])
    expect(await outcomeOf(other, signer)).toBe('KEY_STORE_UNAVAILABLE PIN_WRONG')
    const changed = { ...token, pinFile }
    pkcs11Tool(changed, ['--change-pin', '--new-pin', pinOf(token)])
    writeFileSync(pinFile, `${pinOf(token)}\n`)
    expect(await outcomeOf(other, signer)).toBe('RIGHT')
    chmodSync(pinFile, 0o644)
    expect(await outcomeOf(open({ pinFile }), signer)).toBe('KEY_STORE_UNAVAILABLE PIN_READABLE_BY_OTHERS')
    rmSync(pinFile)
  })

  test('refuses while the token is away in the middle of a batch, and goes on when it is back', async () => {
    const tokens = join(token.folder, 'tokens')
    const outcomes: string[] = []
    let isAway = false
    const line = async () => {
      for (let i = 0; i < 25; i++) {
        outcomes.push(await outcomeOf(store, signer))
        if (outcomes.length === 100 && !isAway) {
          renameSync(tokens, `${tokens}-away`)
          isAway = true
        }
      }
    }
    await Promise.all(Array.from({ length: 16 }, line))
    const counted = (outcome: string) => outcomes.filter((each) => each === outcome).length
    const refused = outcomes.filter((each) => each.startsWith('KEY_STORE_UNAVAILABLE')).length
    expect(counted('RIGHT')).toBeGreaterThanOrEqual(100)
    expect(refused).toBeGreaterThan(0)
    expect(counted('RIGHT') + refused).toBe(400)
    const lost = keyId('made-while-away')
    await expect(store.generate(lost, 'SIGN')).rejects.toMatchObject({ code: 'KEY_STORE_UNAVAILABLE' })
    renameSync(`${tokens}-away`, tokens)
    expect(await outcomeOf(store, signer)).toBe('RIGHT')
    expect(await store.has(lost)).toBe(false)
  })

  test('gives up a call that does not return within its time, and is answered by another process', async () => {
    const patient = openPkcs11KeyStore(token, 4000)
    opened.push(patient)
    const before = tokenProcesses()
    expect(await outcomeOf(patient, signer)).toBe('RIGHT')
    const [stuck, ...others] = tokenProcesses().filter((pid) => !before.includes(pid))
    if (stuck === undefined || others.length > 0) throw new Error('one process of this store')
    // Stopped it answers as little as a thread within the module that never comes back.
    process.kill(stuck, 'SIGSTOP')
    const key = await signingKey(patient, signer)
    const waiting = Array.from({ length: 4 }, () => key.sign('ECDSA_SHA256', data))
    const outcomes = await Promise.allSettled(waiting)
    expect(outcomes.map((each) => each.status === 'rejected' && codeOf(each.reason))).toEqual(
      Array.from({ length: 4 }, () => 'KEY_STORE_UNAVAILABLE GONE'),
    )
    expect(await outcomeOf(patient, signer)).toBe('RIGHT')
    const now = tokenProcesses().filter((pid) => !before.includes(pid))
    expect(now).toHaveLength(1)
    expect(now).not.toContain(stuck)
  })

  test('is answered by another process when one dies in the middle of a batch', async () => {
    const other = open()
    const before = tokenProcesses()
    const key = await signingKey(other, signer)
    const [own] = tokenProcesses().filter((pid) => !before.includes(pid))
    const batch = Promise.allSettled(Array.from({ length: 64 }, () => key.sign('ECDSA_SHA256', data)))
    if (own !== undefined) process.kill(own, 'SIGKILL')
    const outcomes = (await batch).map((each) =>
      each.status === 'fulfilled' ? 'SIGNED' : codeOf(each.reason),
    )
    expect(outcomes.filter((each) => each !== 'SIGNED' && each !== 'KEY_STORE_UNAVAILABLE GONE')).toEqual([])
    expect(await outcomeOf(other, signer)).toBe('RIGHT')
  })
})
