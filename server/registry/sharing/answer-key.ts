import type { webcrypto } from 'node:crypto'
import { CompactSign, exportJWK, type JWK } from 'jose'
import { type AgencyAnswer, answerType } from '../../../core/contracts/agency-query.ts'
import type { WithKeys } from '../../pki/issuing.ts'
import { KeyExists, keyId, KeyMissing } from '../../pki/key-store.ts'

const signingKey = keyId('sharing-answers-1')

/** The register's key for answers, made when the first is needed. */
async function answerKeys({ keys }: WithKeys): Promise<webcrypto.CryptoKeyPair> {
  try {
    return await keys.keyPair(signingKey)
  } catch (error) {
    if (!(error instanceof KeyMissing)) throw error
  }
  await keys.generate(signingKey, 'SIGN').catch((error: unknown) => {
    // Another process of this installation was faster.
    if (!(error instanceof KeyExists)) throw error
  })
  return keys.keyPair(signingKey)
}

/** The compact JWS of an answer. */
export async function signAnswer(app: WithKeys, answer: AgencyAnswer): Promise<string> {
  const { privateKey } = await answerKeys(app)
  return new CompactSign(Buffer.from(JSON.stringify(answer)))
    .setProtectedHeader({ alg: 'ES256', kid: signingKey, typ: answerType })
    .sign(privateKey)
}

/** What agencies verify answers with: a JWK set (RFC 7517, 5). */
export async function publicAnswerKeys(app: WithKeys): Promise<{ readonly keys: readonly JWK[] }> {
  const { publicKey } = await answerKeys(app)
  return { keys: [{ ...(await exportJWK(publicKey)), kid: signingKey, alg: 'ES256', use: 'sig' }] }
}
