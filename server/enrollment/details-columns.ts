import type { PacketManifest } from '../../core/enrollment/packet.ts'

/** What a packet says of the request, as the file's row keeps it; a packet of an older kiosk leaves the later ones empty. */
export function detailsColumns(manifest: PacketManifest) {
  const { contact, delivery, fee, consent, surrendered, claims } = manifest
  return {
    kind: manifest.kind,
    reason: manifest.reason,
    channel: manifest.channel,
    operatorId: manifest.operator,
    supervisorId: manifest.supervisor,
    birthDate: manifest.person.birthDate,
    representativeNumber: manifest.representative?.number ?? null,
    formVersion: manifest.form?.version ?? null,
    phone: contact?.phone ?? null,
    email: contact?.email ?? null,
    marks: manifest.marks,
    groupCode: manifest.group,
    ...(consent && { consent }),
    ...(delivery && { delivery }),
    ...(fee && { fee }),
    ...(surrendered.length > 0 && { surrendered }),
    ...(claims.length > 0 && { claims }),
  }
}
