import { DomainError } from '../../core/errors.ts'
import { builder } from '../graphql/builder.ts'
import { certifyMachine } from './certify-machine.ts'
import { type CertifiedOfficerKey, certifyOfficerKey } from './certify-officer-key.ts'

builder.prismaObject('Machine', {
  description: 'A kiosk or a production station.',
  fields: (t) => ({
    id: t.exposeString('id'),
    kind: t.exposeString('kind'),
    state: t.exposeString('status'),
    centreCode: t.exposeString('centreCode'),
    centreName: t.string({
      select: { centre: { select: { name: true } } },
      resolve: ({ centre }) => centre.name,
    }),
    number: t.exposeInt('number', { nullable: true }),
    keyFingerprint: t.exposeString('keyFingerprint', {
      description: 'SHA-256 of the public key, shown on the machine too.',
    }),
    requestedAt: t.expose('requestedAt', { type: 'DateTime' }),
    seenAt: t.expose('seenAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When it last told how it is.',
    }),
  }),
})

builder.queryField('machines', (t) =>
  t.prismaConnection({
    type: 'Machine',
    cursor: 'id',
    authScopes: { may: 'machine.read' },
    args: { state: t.arg.string({ required: true }), kind: t.arg.string(), centre: t.arg.string() },
    maxSize: 50,
    defaultSize: 20,
    resolve: (query, _root, { state, kind, centre }, { app }) =>
      app.db.machine.findMany({
        ...query,
        where: { status: state, ...(kind && { kind }), ...(centre && { centreCode: centre }) },
        orderBy: { id: 'asc' },
      }),
  }),
)

builder.mutationField('certifyMachine', (t) =>
  t.prismaField({
    type: 'Machine',
    description: 'Confirms a machine’s key after comparing its fingerprint.',
    authScopes: { may: 'machine.certify' },
    errors: { types: [DomainError], union: { name: 'CertifyMachineResult' } },
    args: { id: t.arg.string({ required: true }) },
    resolve: async (query, _root, { id }, { app, actor }) => {
      await certifyMachine(app, actor, { id })
      return app.db.machine.findUniqueOrThrow({ ...query, where: { id } })
    },
  }),
)

const OfficerCertificate = builder.objectRef<CertifiedOfficerKey>('OfficerCertificate').implement({
  fields: (t) => ({
    certificate: t.exposeString('certificate', { description: 'X.509, PEM' }),
    officerId: t.exposeString('officerId'),
    name: t.exposeString('name'),
    deskSecret: t.exposeString('deskSecret', {
      description:
        'The same at every sign-in of this officer; files at a kiosk are wrapped under it. Base64.',
    }),
  }),
})

builder.mutationField('certifyOfficerKey', (t) =>
  t.field({
    type: OfficerCertificate,
    description: 'Certifies the key that the signed-in officer will sign captures with.',
    authScopes: { may: 'officer.certify-key' },
    errors: { types: [DomainError], union: { name: 'CertifyOfficerKeyResult' } },
    args: { certificateRequest: t.arg.string({ required: true, description: 'PKCS#10, DER in base64' }) },
    resolve: (_root, args, { app, actor }) => certifyOfficerKey(app, actor, args),
  }),
)
