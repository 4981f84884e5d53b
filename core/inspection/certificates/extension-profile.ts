import type { RuleName } from '../rules.ts'
import type { CertificateKind } from './inspected-certificate.ts'

/** Mandatory, optional, must not be there. */
type Presence = 'm' | 'o' | 'x'

interface ExtensionRow {
  readonly name: string
  readonly presence: Readonly<Record<CertificateKind, Presence>>
  /** What is told where it is mandatory and missing. */
  readonly missing?: RuleName
  /** Told where it must be critical and is not. */
  readonly critical?: RuleName
}

const always: ExtensionRow['presence'] = { CSCA: 'm', DS: 'm' }
const never: ExtensionRow['presence'] = { CSCA: 'x', DS: 'x' }

/** Doc 9303-12, table 6, by the type of extension. */
export const extensionProfile: Readonly<Record<string, ExtensionRow>> = {
  '2.5.29.9': { name: 'subjectDirectoryAttributes', presence: never },
  '2.5.29.14': {
    name: 'subjectKeyIdentifier',
    presence: { CSCA: 'm', DS: 'o' },
    missing: 'SUBJECT_KEY_MISSING',
  },
  '2.5.29.15': {
    name: 'keyUsage',
    presence: always,
    missing: 'KEY_USAGE_MISSING',
    critical: 'KEY_USAGE_CRITICAL',
  },
  '2.5.29.16': { name: 'privateKeyUsagePeriod', presence: always, missing: 'USAGE_PERIOD_MISSING' },
  '2.5.29.17': { name: 'subjectAltName', presence: always, missing: 'ALTERNATIVE_NAME_MISSING' },
  '2.5.29.18': { name: 'issuerAltName', presence: always, missing: 'ALTERNATIVE_NAME_MISSING' },
  '2.5.29.19': {
    name: 'basicConstraints',
    presence: { CSCA: 'm', DS: 'x' },
    missing: 'BASIC_CONSTRAINTS_MISSING',
    critical: 'BASIC_CONSTRAINTS_CRITICAL',
  },
  '2.5.29.30': { name: 'nameConstraints', presence: never },
  '2.5.29.31': { name: 'cRLDistributionPoints', presence: always, missing: 'DISTRIBUTION_POINTS_MISSING' },
  '2.5.29.32': { name: 'certificatePolicies', presence: { CSCA: 'o', DS: 'o' } },
  '2.5.29.33': { name: 'policyMappings', presence: never },
  '2.5.29.35': {
    name: 'authorityKeyIdentifier',
    presence: { CSCA: 'o', DS: 'm' },
    missing: 'AUTHORITY_KEY_MISSING',
  },
  '2.5.29.36': { name: 'policyConstraints', presence: never },
  '2.5.29.37': { name: 'extendedKeyUsage', presence: never },
  '2.5.29.46': { name: 'freshestCRL', presence: never },
  '2.5.29.54': { name: 'inhibitAnyPolicy', presence: never },
  '2.23.136.1.1.6.1': { name: 'nameChange', presence: { CSCA: 'o', DS: 'x' } },
  '2.23.136.1.1.6.2': {
    name: 'documentType',
    presence: { CSCA: 'x', DS: 'm' },
    missing: 'DOCUMENT_TYPE_MISSING',
  },
  '2.16.840.1.113730.1.1': { name: 'netscapeCertType', presence: never },
}
