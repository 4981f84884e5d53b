import { DomainError } from '../../../core/errors.ts'
import { type RevocationReason, revocationReasons } from '../../../core/pki/revocation-list.ts'
import { builder } from '../../graphql/builder.ts'
import { type PkiAlarm } from './pki-alarms.ts'
import { type CertificateStatus, type PkiStatus, readPkiStatus } from './read-pki-status.ts'
import { revokeCertificate } from './revoke-certificate.ts'

const Certificate = builder.objectRef<CertificateStatus>('CardPkiCertificate').implement({
  description: 'A certificate of the card PKI.',
  fields: (t) => ({
    serial: t.exposeString('serial'),
    profile: t.exposeString('profile'),
    fingerprint: t.exposeString('fingerprint', { description: 'SHA-256, hexadecimal.' }),
    state: t.exposeString('state', { description: 'SIGNING, WAITING, RETIRED, EXPIRED or REVOKED.' }),
    notBefore: t.expose('notBefore', { type: 'DateTime' }),
    notAfter: t.expose('notAfter', { type: 'DateTime' }),
    usageFrom: t.expose('usageFrom', { type: 'DateTime', nullable: true }),
    usageUntil: t.expose('usageUntil', { type: 'DateTime', nullable: true }),
  }),
})

const Alarm = builder.objectRef<PkiAlarm>('CardPkiAlarm').implement({
  fields: (t) => ({
    code: t.exposeString('code'),
    severity: t.exposeString('severity', { description: 'WARNING or CRITICAL.' }),
    subject: t.exposeString('subject'),
    vi: t.string({ resolve: ({ text }) => text.vi }),
    en: t.string({ resolve: ({ text }) => text.en }),
  }),
})

const Recall = builder.objectRef<PkiStatus['recalls'][number]>('OpenRecall').implement({
  fields: (t) => ({
    id: t.exposeString('id'),
    signerSerial: t.exposeString('signerSerial'),
    reason: t.exposeString('reason'),
    openedAt: t.expose('openedAt', { type: 'DateTime' }),
    toRemake: t.exposeInt('toRemake', { description: 'Cards that nobody holds yet.' }),
    toTell: t.exposeInt('toTell', { description: 'Holders who are not told yet.' }),
  }),
})

const Status = builder.objectRef<PkiStatus>('CardPkiStatus').implement({
  fields: (t) => ({
    certificates: t.field({ type: [Certificate], resolve: ({ certificates }) => [...certificates] }),
    alarms: t.field({ type: [Alarm], resolve: ({ alarms }) => [...alarms] }),
    recalls: t.field({ type: [Recall], resolve: ({ recalls }) => [...recalls] }),
    revocationListNumber: t.int({
      nullable: true,
      resolve: ({ revocationList }) => revocationList?.number ?? null,
    }),
    revocationListUntil: t.field({
      type: 'DateTime',
      nullable: true,
      resolve: ({ revocationList }) => revocationList?.nextUpdate ?? null,
    }),
  }),
})

builder.queryField('cardPkiStatus', (t) =>
  t.field({
    type: Status,
    description: 'Keys and certificates of cards, their ends, and what has to be done about them.',
    authScopes: { may: 'pki.read' },
    resolve: (_root, _args, { app, actor }) => readPkiStatus(app, actor),
  }),
)

const Reason = builder.enumType('RevocationReason', {
  values: Object.keys(revocationReasons) as RevocationReason[],
})

const Revoked = builder.objectRef<{ readonly recallId: string | null }>('RevokedCertificate').implement({
  fields: (t) => ({
    recallId: t.exposeString('recallId', {
      nullable: true,
      description: 'The recall of the cards it signed, of a document signer.',
    }),
  }),
})

builder.mutationField('revokeCardCertificate', (t) =>
  t.field({
    type: Revoked,
    description:
      'Revokes a signer of cards for good. Of a document signer, cards that nobody holds yet are remade, and holders told.',
    authScopes: { may: 'pki.revoke' },
    errors: { types: [DomainError], union: { name: 'RevokeCardCertificateResult' } },
    args: { serial: t.arg.string({ required: true }), reason: t.arg({ type: Reason, required: true }) },
    resolve: (_root, args, { app, actor }) => revokeCertificate(app, actor, args),
  }),
)
