import { webcrypto } from 'node:crypto'
import {
  chmodSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { verifyEcdsa } from '../../../core/cms/ecdsa.ts'
import { agreementKeys, signingKeys } from '../../../core/cms/test-identities.ts'
import { type CurveName, curves } from '../../../core/pki/curves.ts'
import { algorithmOf } from '../../../core/pki/signing-key.ts'
import { openFileKeyStore } from '../../../server/pki/file-key-store.ts'
import { keyId } from '../../../server/pki/key-store.ts'
import { publicCrypto } from '../../../server/pki/public-crypto.ts'
import { signingKey } from '../../../server/pki/signing-key.ts'
import { openWorkshop, type Workshop } from './openssl.ts'

const authorityKey = keyId('issuing-ca-1')
const centreKey = keyId('centre-01-2026')

const curveNames = Object.keys(curves) as CurveName[]

const earlierWrappingKey = '5tU8Wv3uChmdY0tnmx9nYJxfaRlw79ndPT3GL/VwMAk='
const earlierKeyFile = {
  use: 'SIGN',
  publicKey:
    'MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE/GtDhFTUxlNAnAmwNFXMHM12eXCHJ5hKKmQUmRl234rCbUiYf0yNGwbYp7K9Rzn9ovFqH5v32xG/g3VjtBmJRg==',
  nonce: 'wB+mQcL6B+eskLW4',
  wrappedKey:
    '8+hicC9MDDnT14WhRNyTHl7kEGBAm1TUgomUjDfs68Ho8GtPzzr9Gx7a8sickxgvttguO3/VSSuhA2KASnfNznWtfWqRLzx9fnbeWgFLZoGmVdiXxj0USoxm1sCf8sbwCvK34I+NmDgOOhp2qxG9p4nIDd8LIK2yJE2zw6aOIgyx725529zSrOCng/7fOYU/xFKbE+rLZKVQVA==',
}

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
    expect(
      await verifyEcdsa({ curve: 'P-256', spki }, data, await store.sign(authorityKey, 'ECDSA_SHA256', data)),
    ).toBe(true)
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

  test.each(curveNames)('makes keys on %s that sign and agree, also after a restart', async (curve) => {
    using workshop = openWorkshop()
    const first = await openFileKeyStore(placesIn(workshop))
    await first.generate(authorityKey, 'SIGN', curve)
    await first.generate(centreKey, 'AGREE', curve)
    await first.generate(keyId('peer'), 'AGREE', curve)
    const store = await openFileKeyStore(placesIn(workshop))
    const key = await signingKey(store, authorityKey)
    const data = Uint8Array.of(1, 2, 3)
    const signature = await key.sign(algorithmOf[curve], data)
    expect(key.curve).toBe(curve)
    expect(publicCrypto().verify(key, algorithmOf[curve], data, signature)).toBe(true)
    const shared = await store.derive(centreKey, await store.publicKey(keyId('peer')))
    expect(shared).toHaveLength(curves[curve].size)
    expect(await store.derive(keyId('peer'), await store.publicKey(centreKey))).toEqual(shared)
  })

  test('opens files of the time when P-256 was the only curve', async () => {
    using workshop = openWorkshop()
    const places = placesIn(workshop)
    mkdirSync(places.directory)
    writeFileSync(places.wrappingKeyFile, Buffer.from(earlierWrappingKey, 'base64'), { mode: 0o600 })
    writeFileSync(join(places.directory, 'issuer-1.key.json'), JSON.stringify(earlierKeyFile))
    const store = await openFileKeyStore(places)
    const key = await signingKey(store, keyId('issuer-1'))
    const signature = await key.sign('ECDSA_SHA256', Uint8Array.of(1))
    expect(publicCrypto().verify(key, 'ECDSA_SHA256', Uint8Array.of(1), signature)).toBe(true)
    expect(Buffer.from(await store.publicKey(keyId('issuer-1'))).toString('base64')).toBe(
      earlierKeyFile.publicKey,
    )
  })

  test('keeps a key to its use', async () => {
    using workshop = openWorkshop()
    const store = await openFileKeyStore(placesIn(workshop))
    await store.generate(authorityKey, 'SIGN')
    await store.generate(centreKey, 'AGREE', 'brainpoolP384r1')
    const peer = await store.publicKey(authorityKey)
    await expect(store.derive(authorityKey, peer)).rejects.toThrow(RangeError)
    await expect(store.sign(centreKey, 'ECDSA_SHA384', peer)).rejects.toThrow(RangeError)
    await expect(store.derive(centreKey, peer)).rejects.toThrow('not a point of brainpoolP384r1')
    await expect(store.keyPair(centreKey)).rejects.toThrow('no handle')
  })

  test('refuses a key file whose public half was exchanged', async () => {
    using workshop = openWorkshop()
    const places = placesIn(workshop)
    const store = await openFileKeyStore(places)
    await store.generate(authorityKey, 'SIGN')
    await store.generate(keyId('another'), 'SIGN')
    const file = join(places.directory, `${authorityKey}.key.json`)
    const stored: unknown = JSON.parse(readFileSync(file, 'utf8'))
    const publicKey = Buffer.from(await store.publicKey(keyId('another'))).toString('base64')
    writeFileSync(file, JSON.stringify({ ...Object(stored), publicKey }))
    const opened = await openFileKeyStore(places)
    await expect(opened.publicKey(authorityKey)).rejects.toMatchObject({ reason: 'DAMAGED' })
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
    await expect(store.sign(authorityKey, 'ECDSA_SHA256', new Uint8Array())).rejects.toMatchObject({
      code: 'KEY_MISSING',
    })
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
