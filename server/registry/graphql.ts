import { DomainError } from '../../core/errors.ts'
import type { DeclaredPerson } from '../../core/enrollment/packet.ts'
import { builder } from '../graphql/builder.ts'
import { BilingualText } from '../graphql/errors.ts'
import { lookUpSubject, SubjectUnknown } from './look-up-subject.ts'
import { RegistryUnreachable } from './resident-registry.ts'

const Person = builder.objectRef<DeclaredPerson>('Person').implement({
  description: 'A person as the registry knows them and the card prints them.',
  fields: (t) => ({
    name: t.exposeString('name'),
    birthDate: t.exposeString('birthDate', { description: 'yyyy, yyyy-MM or yyyy-MM-dd' }),
    sex: t.exposeString('sex'),
    nationality: t.exposeString('nationality'),
    ethnicity: t.exposeString('ethnicity'),
    religion: t.exposeString('religion', { nullable: true }),
    birthRegistrationPlace: t.exposeString('birthRegistrationPlace'),
    placeOfOrigin: t.exposeString('placeOfOrigin'),
    residence: t.exposeString('residence'),
    residenceUnit: t.exposeString('residenceUnit'),
    birthProvince: t.exposeString('birthProvince'),
    legacyNumber: t.exposeString('legacyNumber', { nullable: true }),
    fatherName: t.exposeString('fatherName', { nullable: true }),
    motherName: t.exposeString('motherName', { nullable: true }),
  }),
})

const Subject = builder.objectRef<Awaited<ReturnType<typeof lookUpSubject>>>('EnrollmentSubject').implement({
  fields: (t) => ({
    number: t.exposeString('number'),
    version: t.exposeInt('version'),
    provisional: t.exposeBoolean('provisional'),
    pulledAt: t.exposeString('pulledAt', { description: 'ISO 8601' }),
    person: t.expose('person', { type: Person }),
  }),
})

for (const [refusal, name] of [
  [SubjectUnknown, 'SubjectUnknown'],
  [RegistryUnreachable, 'RegistryUnreachable'],
] as const) {
  builder.objectType(refusal, {
    name,
    fields: (t) => ({ text: t.field({ type: BilingualText, resolve: ({ text }) => text }) }),
  })
}

builder.queryField('enrollmentSubject', (t) =>
  t.field({
    type: Subject,
    description: 'The registry’s record of the applicant at the desk. Every look-up is kept in the audit.',
    authScopes: { may: 'subject.look-up' },
    errors: {
      types: [SubjectUnknown, RegistryUnreachable, DomainError],
      union: { name: 'EnrollmentSubjectResult' },
    },
    args: { number: t.arg.string({ required: true }), birthDate: t.arg.string({ required: true }) },
    resolve: (_root, args, { app, actor }) => lookUpSubject(app, actor, args),
  }),
)
