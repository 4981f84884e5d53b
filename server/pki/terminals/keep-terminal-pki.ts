import { randomBytes } from 'node:crypto'
import { daysBetween } from '../../../core/dates/calendar-date.ts'
import { systemActor } from '../../kernel/actor.ts'
import { audit } from '../../kernel/audit.ts'
import { isUniqueViolation } from '../../kernel/db.ts'
import type { WithCardKeys } from '../card-keys.ts'
import { type KeyId, keyId } from '../key-store.ts'
import { signingKey } from '../signing-key.ts'
import {
  type CvProfile,
  cvDays,
  keepCv,
  newestCv,
  nextReference,
  type SignedCv,
  signCv,
  type StoredCv,
  todayOf,
} from './cv-certificates.ts'

/** So long before its end a certificate is followed by the next one. */
const renewDays = { CVCA: 90, DOCUMENT_VERIFIER: 14 } as const
const curve = 'brainpoolP256r1'
const all = { fingers: true, irises: true }

/**
 * Keeps what lets terminals read fingers: the CVCA, which every chip gets as its trust anchor, with a link to each next one, and the
 * police's own document verifier.
 */
export async function keepTerminalPki(app: WithCardKeys): Promise<void> {
  const cvca = await newestCv(app, 'CVCA')
  if (isDue(app, cvca, renewDays.CVCA)) await makeCvca(app, cvca)
  if (await isVerifierDue(app)) await makeVerifier(app)
}

/** Chips with the present CVCA as their anchor would not know a verifier of the one before. */
async function isVerifierDue(app: WithCardKeys): Promise<boolean> {
  const verifier = await newestCv(app, 'DOCUMENT_VERIFIER')
  if (isDue(app, verifier, renewDays.DOCUMENT_VERIFIER)) return true
  return verifier?.certificate.authority !== (await newestCv(app, 'CVCA'))?.certificate.holder
}

const isDue = (app: WithCardKeys, present: StoredCv | null, days: number) =>
  present === null || daysBetween(todayOf(app), present.certificate.expires) < days

async function newKey(app: WithCardKeys, kind: string): Promise<KeyId> {
  const key = keyId(`${kind}-${randomBytes(4).toString('hex')}`)
  await app.cardKeys.generate(key, 'SIGN', curve)
  return key
}

async function makeCvca(app: WithCardKeys, previous: StoredCv | null): Promise<void> {
  const key = await newKey(app, 'cvca')
  const holder = await nextReference(app, 'CVCA')
  const subject = await signingKey(app.cardKeys, key)
  const wish = { holder, subject, key, rights: all, days: cvDays.CVCA }
  const own = await signCv(app, { ...wish, profile: 'CVCA', issuer: { keyId: key, holder } })
  const before = previous?.keyId && { keyId: previous.keyId, holder: previous.certificate.holder }
  const link = before ? [await signCv(app, { ...wish, key: null, profile: 'CV_LINK', issuer: before })] : []
  await keepAll(app, 'CVCA', [own, ...link])
}

async function makeVerifier(app: WithCardKeys): Promise<void> {
  const cvca = await newestCv(app, 'CVCA')
  if (!cvca?.keyId) return
  const key = await newKey(app, 'dv')
  const signed = await signCv(app, {
    profile: 'DOCUMENT_VERIFIER',
    issuer: { keyId: cvca.keyId, holder: cvca.certificate.holder },
    holder: await nextReference(app, 'DV'),
    subject: await signingKey(app.cardKeys, key),
    key,
    rights: all,
    days: cvDays.DOCUMENT_VERIFIER,
  })
  await keepAll(app, 'DOCUMENT_VERIFIER', [signed])
}

async function keepAll(app: WithCardKeys, profile: CvProfile, signed: readonly SignedCv[]): Promise<void> {
  const [first] = signed
  try {
    await app.db.$transaction(async (tx) => {
      for (const one of signed) await keepCv(tx, one)
      await audit(tx, {
        actor: systemActor,
        at: app.clock(),
        action: 'pki.issue-cv-certificate',
        subjectKind: 'certificate',
        subjectId: first?.wish.holder ?? '',
        details: { profile },
      })
    })
  } catch (error) {
    // Another process of the same installation was first with this reference.
    if (!isUniqueViolation(error)) throw error
  }
}
