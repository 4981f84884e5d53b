import { DomainError } from '../../core/errors.ts'
import { DeviceBusy } from '../session/refusals.ts'
import { chainedHash } from './data-hash.ts'
import { findDevice, hindrance, type SbiDevice } from './devices.ts'
import { errorOf, SbiRefused, success } from './error-codes.ts'
import {
  type BioRequest,
  captureSchema,
  type CaptureRequest,
  type Purpose,
  specVersions,
  transactionForm,
} from './messages.ts'
import { parseBody } from './parse-body.ts'
import { planCapture } from './plan-capture.ts'
import type { Sbi } from './sbi.ts'
import { sealForParty } from './seal-for-party.ts'
import { signBlock, signedDigitalId, timestampOf } from './sign-block.ts'
import { type Order, type Taken, takeFace, takeFingers } from './take-samples.ts'

const takers = { Finger: takeFingers, Face: takeFace } as const

/**
 * RCAPTURE and CAPTURE: every sample as a signed block, chained by its hash to the one before. Samples that did not come in
 * time are named with error 101. Throws SbiRefused.
 */
export async function capture(
  sbi: Sbi,
  body: Uint8Array,
  { purpose, gone }: { readonly purpose: Purpose; readonly gone: AbortSignal },
): Promise<object> {
  const request = parseBody(captureSchema, body)
  const [bio] = request.bio
  if (!bio) throw new SbiRefused(510, 'bio')
  const device = await deviceFor(sbi, { request, bio, purpose })
  const samples = planCapture(device.modality, bio)
  const order: Order = {
    samples,
    purpose,
    requestedScore: bio.requestedScore,
    timeoutMs: request.timeout,
    gone,
  }
  const taken = await sbi.lanes[device.modality].capture(() => take(sbi, device, order))
  if (taken.every((sample) => sample === null)) throw new SbiRefused(101)
  let previous = bio.previousHash ?? ''
  const biometrics: object[] = []
  for (const [i, sample] of taken.entries()) {
    const subtype = samples[i]?.subtype ?? ''
    if (sample) previous = chainedHash(previous, sample.record)
    biometrics.push(
      sample
        ? await blockOf(sbi, { device, request, bio }, { ...sample, subtype, hash: previous })
        : missed(new SbiRefused(101, subtype)),
    )
  }
  return { biometrics }
}

interface Asked {
  readonly request: CaptureRequest
  readonly bio: BioRequest
}

async function deviceFor(
  sbi: Sbi,
  { request, bio, purpose }: Asked & { readonly purpose: Purpose },
): Promise<SbiDevice> {
  if (!transactionForm.test(request.transactionId)) throw new SbiRefused(112)
  if (request.env !== sbi.config.environment) throw new SbiRefused(115)
  if (request.purpose && request.purpose !== purpose) throw new SbiRefused(121)
  const modality = (['Finger', 'Face'] as const).find((known) => known === bio.type)
  if (!modality) throw new SbiRefused(114)
  const device = await findDevice(sbi, bio.deviceId)
  if (device.modality !== modality) throw new SbiRefused(120)
  if (device.purpose !== purpose) throw new SbiRefused(purpose === 'Auth' ? 806 : 706)
  if (!device.subIds.includes(String(bio.deviceSubId))) throw new SbiRefused(510, 'bio.0.deviceSubId')
  const hindered = hindrance(sbi, device)
  if (hindered !== null) throw new SbiRefused(hindered)
  return device
}

/** Throws SbiRefused 111 where the desk has the device, 102 for any other failure of it. */
async function take(sbi: Sbi, { modality }: SbiDevice, order: Order): Promise<readonly Taken[]> {
  try {
    return await takers[modality](sbi, order)
  } catch (error) {
    if (error instanceof DeviceBusy) throw new SbiRefused(111)
    if (error instanceof DomainError) throw new SbiRefused(102, error.code)
    throw error
  }
}

interface Part {
  readonly record: Uint8Array
  readonly score: number
  readonly subtype: string
  readonly hash: string
}

async function blockOf(
  sbi: Sbi,
  { device, request, bio }: Asked & { readonly device: SbiDevice },
  { record, score, subtype, hash }: Part,
): Promise<object> {
  const timestamp = timestampOf(sbi)
  const { transactionId } = request
  const sealed = device.purpose === 'Auth' ? sealedFor(sbi, record, { timestamp, transactionId }) : null
  const data = {
    digitalId: await signedDigitalId(sbi, device),
    deviceCode: device.identity?.serial ?? '',
    deviceServiceVersion: '1.0',
    bioType: device.modality,
    bioSubType: subtype,
    purpose: device.purpose,
    env: request.env,
    ...(device.purpose === 'Auth' && { domainUri: request.domainUri ?? '' }),
    bioValue: sealed?.bioValue ?? Buffer.from(record).toString('base64url'),
    transactionId,
    timestamp,
    requestedScore: String(bio.requestedScore),
    qualityScore: String(score),
  }
  return {
    specVersion: specVersions[0],
    data: await signBlock(sbi, data),
    hash,
    ...(sealed && { sessionKey: sealed.sessionKey, thumbprint: sealed.thumbprint }),
    error: success,
  }
}

function sealedFor(sbi: Sbi, record: Uint8Array, salt: Parameters<typeof sealForParty>[2]) {
  if (!sbi.party) throw new SbiRefused(108)
  return sealForParty(record, sbi.party, salt)
}

/** In place of a sample: a refusal in the shape of an answer. */
export const missed = (refusal: SbiRefused) => ({
  specVersion: specVersions[0],
  data: null,
  hash: null,
  error: errorOf(refusal),
})
