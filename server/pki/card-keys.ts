import type { App } from '../kernel/app.ts'
import { openOnce } from '../kernel/open-once.ts'
import { type FileKeyStorePlaces, openFileKeyStore } from './file-key-store.ts'
import type { CardKeyStore, SealedKeyStore } from './key-store.ts'
import type { TokenPlaces } from './pkcs11/messages.ts'
import { openPkcs11KeyStore } from './pkcs11/pkcs11-key-store.ts'

/** The card PKI's keys lie apart from those of the machines: in files, or in a hardware module (KEY_STORE). */
export type WithCardKeys = App & { readonly cardKeys: SealedKeyStore }

/** Both kinds of places are told; `kind` says which are meant. */
export type CardKeyPlaces = { readonly kind: 'file' | 'pkcs11' } & FileKeyStorePlaces & TokenPlaces

/** Opens nothing yet: a server starts also while its card keys are not activated, and says so when they are needed. */
export function openCardKeys(places: CardKeyPlaces): CardKeyStore {
  return places.kind === 'pkcs11'
    ? openPkcs11KeyStore(places)
    : { ...openedWhenAsked(() => openFileKeyStore(places)), close: async () => undefined }
}

function openedWhenAsked(open: () => Promise<SealedKeyStore>): SealedKeyStore {
  const store = openOnce(open)
  return {
    generate: async (id, use, curve) => (await store()).generate(id, use, curve),
    has: async (id) => (await store()).has(id),
    publicKey: async (id) => (await store()).publicKey(id),
    sign: async (id, algorithm, data) => (await store()).sign(id, algorithm, data),
    derive: async (id, peer) => (await store()).derive(id, peer),
  }
}
