import { webcrypto } from 'node:crypto'
import { chmodSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { verifyEcdsa } from '../../../core/cms/ecdsa.ts'
import { agreementKeys, signingKeys } from '../../../core/cms/test-identities.ts'
import { openFileKeyStore } from '../../../server/pki/file-key-store.ts'
import { keyId } from '../../../server/pki/key-store.ts'
import { openWorkshop, type Workshop } from './openssl.ts'

const authorityKey = keyId('issuing-ca-1')
const centreKey = keyId('centre-01-2026')

const placesIn = ({ path }: Workshop) => ({ directory: path('keys'), wrappingKeyFile: path('wrapping.key') })

describe('the key store', () => {
  test('signs and derives by name, also after a restart', async () => {
    using workshop = openWorkshop()
    const first = await openFileKeyStore(placesIn(workshop))
    await first.generate(authorityKey, 'SIGN')
    await first.generate(centreKey, 'AGREE')
    const store = await openFileKeyStore(placesIn(workshop))
    const data = Uint8Array.of(1, 2, 3)
    const spki = await first.publicKey(authorityKey)
    expect(await verifyEcdsa({ curve: 'P-256', spki }, data, await store.sign(authorityKey, 'ECDSA_SHA256', data))).toBe(true)
    const { publicKey, privateKey } = await agreementKeys()
    const peer = new Uint8Array(await webcrypto.subtle.exportKey('spki', publicKey))
    const ours = await store.keyPair(centreKey)
    const shared = await webcrypto.subtle.deriveBits(
      { name: 'ECDH', public: ours.publicKey },
      privateKey,
      256,
    )
    expect(await store.derive(centreKey, peer)).toEqual(new Uint8Array(shared))
  })

  test('never hands a private key out', async () => {
    using workshop = openWorkshop()
    const store = await openFileKeyStore(placesIn(workshop))
    await store.generate(authorityKey, 'SIGN')
    const { privateKey } = await store.keyPair(authorityKey)
    expect(privateKey.extractable).toBe(false)
    await expect(webcrypto.subtle.exportKey('pkcs8', privateKey)).rejects.toThrow(/extractable/)
  })

  test('takes in a key made elsewhere and keeps nothing of it in clear', async () => {
    using workshop = openWorkshop()
    const places = placesIn(workshop)
    const store = await openFileKeyStore(places)
    const { privateKey, publicKey } = await signingKeys()
    const pkcs8 = new Uint8Array(await webcrypto.subtle.exportKey('pkcs8', privateKey))
    await store.importKey(authorityKey, 'SIGN', pkcs8)
    expect(await store.publicKey(authorityKey)).toEqual(
      new Uint8Array(await webcrypto.subtle.exportKey('spki', publicKey)),
    )
    const { d = '' } = await webcrypto.subtle.exportKey('jwk', privateKey)
    const secret = Buffer.from(d, 'base64url')
    const onDisk = readdirSync(places.directory).map((name) =>
      readFileSync(join(places.directory, name), 'utf8'),
    )
    expect(onDisk).toHaveLength(1)
    for (const encoding of ['hex', 'base64', 'base64url'] as const) {
      expect(onDisk.join()).not.toContain(secret.toString(encoding).slice(0, 20))
    }
  })

  test('says when a key is not there, and never writes over one', async () => {
    using workshop = openWorkshop()
    const store = await openFileKeyStore(placesIn(workshop))
    await expect(store.sign(authorityKey, new Uint8Array())).rejects.toMatchObject({ code: 'KEY_MISSING' })
    expect(await store.has(authorityKey)).toBe(false)
    await store.generate(authorityKey, 'SIGN')
    expect(await store.has(authorityKey)).toBe(true)
    await expect(store.generate(authorityKey, 'SIGN')).rejects.toMatchObject({ code: 'KEY_EXISTS' })
  })

  test('opened by two processes at once has one wrapping key', async () => {
    using workshop = openWorkshop()
    const [one, two] = await Promise.all([
      openFileKeyStore(placesIn(workshop)),
      openFileKeyStore(placesIn(workshop)),
    ])
    await one.generate(authorityKey, 'SIGN')
    await two.generate(centreKey, 'AGREE')
    const store = await openFileKeyStore(placesIn(workshop))
    await expect(Promise.all([store.keyPair(authorityKey), store.keyPair(centreKey)])).resolves.toHaveLength(
      2,
    )
  })

  test('opens no key under another key’s name', async () => {
    using workshop = openWorkshop()
    const places = placesIn(workshop)
    await (await openFileKeyStore(places)).generate(authorityKey, 'SIGN')
    renameSync(join(places.directory, `${authorityKey}.key.json`), join(places.directory, 'other.key.json'))
    const store = await openFileKeyStore(places)
    await expect(store.keyPair(keyId('other'))).rejects.toMatchObject({ facts: { reason: 'DAMAGED' } })
  })

  test('refuses damaged key files', async () => {
    using workshop = openWorkshop()
    const places = placesIn(workshop)
    const store = await openFileKeyStore(places)
    writeFileSync(join(places.directory, `${authorityKey}.key.json`), '{"use":"SIGN"')
    await expect(store.keyPair(authorityKey)).rejects.toMatchObject({ facts: { reason: 'DAMAGED' } })
  })

  test('refuses to start when its wrapping key is gone, or open to others', async () => {
    using workshop = openWorkshop()
    const places = placesIn(workshop)
    await (await openFileKeyStore(places)).generate(authorityKey, 'SIGN')
    expect(statSync(places.wrappingKeyFile).mode & 0o777).toBe(0o600)
    chmodSync(places.wrappingKeyFile, 0o644)
    await expect(openFileKeyStore(places)).rejects.toMatchObject({
      facts: { reason: 'WRAPPING_KEY_READABLE_BY_OTHERS' },
    })
    rmSync(places.wrappingKeyFile)
    await expect(openFileKeyStore(places)).rejects.toMatchObject({ facts: { reason: 'WRAPPING_KEY_LOST' } })
  })

  test.each(['../escape', 'A', '', 'a/b', '.a'])('has no key called %j', (text) => {
    expect(() => keyId(text)).toThrow(RangeError)
  })
})
