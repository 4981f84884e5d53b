import { randomBytes } from 'node:crypto'
import { parseArgs } from 'node:util'
import { chipProfiles } from '../../core/card/chip-profile.ts'
import { calendarDateAt } from '../../core/dates/calendar-date.ts'
import { buildChip } from '../../core/lds/build-chip.ts'
import { type CertificateOrder, issueCsca, issueSigner } from '../../core/pki/issue-certificate.ts'
import { cscaName, issuerPlaces } from '../../core/pki/issuing-country.ts'
import type { CurveParameters } from '../../core/pki/public-key.ts'
import { certificateTerm } from '../../core/pki/terms.ts'
import { sampleCard } from '../demo-chip.ts'
import { instantAt, systemClock } from '../kernel/clock.ts'
import { publicCrypto } from '../pki/public-crypto.ts'
import { softwareKey } from '../pki/software-key.ts'
import { chipFacts, chipLines, writeChipFolder } from './chip-folder.ts'
import { type CommandResult, WrongUsage } from './command.ts'
import { hsmSampleKeys, type SampleKeys, softwareSampleKeys } from './sample-keys.ts'

const parametersOf: Readonly<Record<string, CurveParameters>> = { explicit: 'EXPLICIT', named: 'NAMED' }

/** The chip of an invented person under a CSCA and a document signer made for it alone: no database, no ceremony. */
export async function run(words: readonly string[]): Promise<CommandResult> {
  const { values } = parseArgs({
    args: [...words],
    options: {
      sample: { type: 'boolean', default: false },
      profile: { type: 'string', default: 'explicit' },
      fingers: { type: 'string', default: '2' },
      hsm: { type: 'boolean', default: false },
      out: { type: 'string' },
    },
  })
  const { sample, profile, fingers, hsm, out } = values
  const parameters = parametersOf[profile]
  if (!sample || !out || parameters === undefined || !['0', '2'].includes(fingers)) throw new WrongUsage()
  const at = instantAt(systemClock())
  const chipProfile = chipProfiles['cc-2024']
  const card = await sampleCard(chipProfile, {
    issuedOn: calendarDateAt(at.getTime()),
    fingers: fingers === '2',
  })
  const keys = hsm ? await hsmSampleKeys(chipProfile) : softwareSampleKeys(chipProfile)
  try {
    const certificates = await issueCertificates(keys, { parameters, at })
    const image = await buildChip({
      ...card,
      profile: chipProfile,
      chipKeys: {
        activeAuthentication: softwareKey(chipProfile.activeAuthentication),
        chipAuthentication: softwareKey(chipProfile.chipAuthentication),
      },
      signer: { key: keys.documentSigner, certificate: certificates.documentSigner },
      signedAt: at,
      hash: publicCrypto().hash,
      random,
    })
    await writeChipFolder(out, { image, ...certificates })
    return { done: true, facts: chipFacts(out, image), lines: chipLines(out, image) }
  } finally {
    await keys.close()
  }
}

/** Reserved for examples: nothing is found there (RFC 2606). */
const places = issuerPlaces('https://csca.example', 'csca@csca.example')

async function issueCertificates(
  { csca, documentSigner }: SampleKeys,
  { parameters, at }: { readonly parameters: CurveParameters; readonly at: Date },
): Promise<{ readonly csca: Uint8Array; readonly documentSigner: Uint8Array }> {
  const crypto = publicCrypto()
  const order = (profile: 'CSCA' | 'DOCUMENT_SIGNER'): CertificateOrder => ({
    key: csca,
    serialRandom: random(20),
    term: certificateTerm(profile, at),
    parameters,
    ...places,
  })
  const issuer = await issueCsca({ ...order('CSCA'), name: cscaName }, crypto)
  const signer = await issueSigner(
    {
      ...order('DOCUMENT_SIGNER'),
      profile: 'DOCUMENT_SIGNER',
      issuer,
      subjectPoint: documentSigner,
      commonName: 'Document Signer Sample',
    },
    crypto,
  )
  return { csca: issuer, documentSigner: signer }
}

const random = (length: number) => new Uint8Array(randomBytes(length))
