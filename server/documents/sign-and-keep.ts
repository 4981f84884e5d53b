import { signDocument } from '../pki/sign-document.ts'
import type { SigningApp } from '../pki/signer-at.ts'

/** Signs a paper of the system's own and puts it into the blob store; answers its SHA-256. Throws what `signDocument` throws. */
export async function signAndKeep(
  app: SigningApp,
  pdf: Uint8Array,
  { reason }: { readonly reason: string },
): Promise<string> {
  return app.blobs.put(await signDocument(app, pdf, { reason }))
}
