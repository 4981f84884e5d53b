import type { Actor } from '../kernel/actor.ts'
import type { WithShareKey } from '../biometrics/abis/share-token.ts'
import type { FaceEngine } from '../biometrics/face-engine.ts'
import type { ChipPictureMaker } from '../biometrics/chip-pictures.ts'
import type { FingerReader } from '../biometrics/finger-reader.ts'
import type { App } from '../kernel/app.ts'
import type { Blobs } from '../kernel/blobs.ts'
import type { IssuingAuthority } from '../pki/certificates.ts'
import type { CardKeyStore, KeyStore } from '../pki/key-store.ts'
import type { packetTrust } from '../pki/issuing.ts'
import type { ReceiptSigner } from '../pki/receipt-key.ts'
import type { WithLookUps } from '../portal/look-up-status.ts'
import type { WithPortalKey } from '../portal/sign-in/portal-key.ts'
import type { ResidentRegistry } from '../registry/resident-registry.ts'

/** The app with everything that any domain asks for: what the composition builds and every resolver gets. */
export interface ServerApp extends App, WithShareKey, WithPortalKey, WithLookUps {
  readonly keys: KeyStore
  readonly cardKeys: CardKeyStore
  readonly authority: IssuingAuthority
  readonly packets: Blobs
  readonly receipts: ReceiptSigner
  readonly packetTrust: Awaited<ReturnType<typeof packetTrust>>
  readonly registry: ResidentRegistry
  readonly fingers: FingerReader
  readonly faces: FaceEngine
  readonly chipPictures: ChipPictureMaker
  /** What the chips' own keys are sealed under on their way into them. */
  readonly chipKeySecret: Uint8Array
}

export interface GraphqlContext {
  readonly app: ServerApp
  readonly actor: Actor
  /** Where the request comes from, for limits. */
  readonly network?: string
  /** Who asks as of this moment, for answers that go on: a session may have ended since. */
  readonly actorNow?: () => Promise<Actor>
}
