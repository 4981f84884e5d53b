/** Roles an officer may hold at a unit. */
export const roles = [
  'RECEPTION',
  'CAPTURE_OFFICER',
  'STATION_SUPERVISOR',
  'COLLECTOR',
  'KEY_ENTRY_OPERATOR',
  'REGISTRAR',
  'CIVIL_STATUS_OFFICER',
  'REVIEWER',
  'DATA_CENTRE_OPERATOR',
  'CAMPAIGN_MANAGER',
  'STEERING_COMMITTEE',
  'APPROVER',
  'PRODUCTION_OPERATOR',
  'PRODUCTION_SUPERVISOR',
  'QUALITY_CONTROLLER',
  'STOCK_KEEPER',
  'ISSUING_OFFICER',
  'FEE_ACCOUNTANT',
  'ADJUDICATOR',
  'HOTLINE',
  'ADMINISTRATOR',
] as const
export type Role = (typeof roles)[number]

export const roleNames: Readonly<Record<Role, { readonly vi: string; readonly en: string }>> = {
  RECEPTION: { vi: 'Cán bộ tiếp dân', en: 'Reception officer' },
  CAPTURE_OFFICER: { vi: 'Cán bộ thu nhận', en: 'Capture officer' },
  STATION_SUPERVISOR: { vi: 'Trưởng điểm thu nhận', en: 'Station supervisor' },
  COLLECTOR: { vi: 'Cán bộ thu thập phiếu', en: 'Form collector' },
  KEY_ENTRY_OPERATOR: { vi: 'Cán bộ quét, nhập phiếu', en: 'Scanning and key-entry operator' },
  REGISTRAR: { vi: 'Cán bộ quản lý dân cư', en: 'Registrar' },
  CIVIL_STATUS_OFFICER: { vi: 'Cán bộ tư pháp - hộ tịch', en: 'Civil-status officer' },
  REVIEWER: { vi: 'Cán bộ phúc tra', en: 'Reviewer' },
  DATA_CENTRE_OPERATOR: { vi: 'Cán bộ Trung tâm dữ liệu', en: 'Data centre operator' },
  CAMPAIGN_MANAGER: { vi: 'Cán bộ phụ trách đợt thu thập', en: 'Campaign manager' },
  STEERING_COMMITTEE: { vi: 'Thành viên Ban chỉ đạo', en: 'Member of the steering committee' },
  APPROVER: { vi: 'Lãnh đạo duyệt', en: 'Approver' },
  PRODUCTION_OPERATOR: { vi: 'Cán bộ sản xuất thẻ', en: 'Production operator' },
  PRODUCTION_SUPERVISOR: { vi: 'Trưởng xưởng sản xuất', en: 'Production supervisor' },
  QUALITY_CONTROLLER: { vi: 'Cán bộ kiểm tra chất lượng', en: 'Quality controller' },
  STOCK_KEEPER: { vi: 'Thủ kho phôi thẻ', en: 'Stock keeper' },
  ISSUING_OFFICER: { vi: 'Cán bộ trả thẻ', en: 'Issuing officer' },
  FEE_ACCOUNTANT: { vi: 'Kế toán lệ phí', en: 'Fee accountant' },
  ADJUDICATOR: { vi: 'Cán bộ xét hồ sơ nghi trùng', en: 'Adjudicator' },
  HOTLINE: { vi: 'Cán bộ tổng đài', en: 'Hotline officer' },
  ADMINISTRATOR: { vi: 'Quản trị hệ thống', en: 'Administrator' },
}

/**
 * How far a permission reaches: `unit` the officer's unit and all below it, judged against the record's unit;
 * `nation` any record, once the role is held anywhere; `public` needs no sign-in.
 */
type Reach = 'unit' | 'nation' | 'public'

interface ActionRule {
  readonly roles: readonly Role[]
  readonly reach: Reach
  /** Roles a kiosk or a station holds by its certificate. */
  readonly machines?: readonly ('KIOSK' | 'STATION')[]
  /** A citizen who signed in may do it, with their own records: the operation itself compares the resident. */
  readonly citizens?: true
}

/** Every action of the system: who may do it, and where. A field without an action does not get into the schema. */
export const actions = {
  'application.status': { roles: [], reach: 'public' },
  'disclosure.own': { roles: [], reach: 'public' },
  // What nobody but a citizen does: come in, and act on their own records and those of whom they represent.
  'citizen.sign-in': { roles: [], reach: 'public' },
  'citizen.self': { roles: [], reach: 'nation', citizens: true },
  'citizen.apply': { roles: [], reach: 'nation', citizens: true },
  'grievance.file': { roles: [], reach: 'nation', citizens: true },
  'grievance.read': { roles: ['RECEPTION', 'STATION_SUPERVISOR', 'APPROVER'], reach: 'unit' },
  'grievance.handle': { roles: ['STATION_SUPERVISOR', 'APPROVER'], reach: 'unit' },
  'session.read': { roles: roles, reach: 'nation' },
  // A person is received wherever they come (Luật Căn cước 2023, article 27), hence not bound to the officer's unit.
  'subject.look-up': { roles: ['CAPTURE_OFFICER', 'RECEPTION'], reach: 'nation' },
  // Issuing officers sign what they handed over at home; not captures.
  'officer.certify-key': {
    roles: ['CAPTURE_OFFICER', 'STATION_SUPERVISOR', 'ISSUING_OFFICER'],
    reach: 'nation',
  },
  'application.read': {
    roles: ['RECEPTION', 'CAPTURE_OFFICER', 'STATION_SUPERVISOR', 'APPROVER', 'ISSUING_OFFICER'],
    reach: 'unit',
  },
  // The whole file with its pictures and papers, before a decision.
  'application.review': { roles: ['APPROVER', 'STATION_SUPERVISOR'], reach: 'unit' },
  'application.approve': { roles: ['APPROVER'], reach: 'unit' },
  'application.return': { roles: ['APPROVER', 'STATION_SUPERVISOR'], reach: 'unit' },
  // Giấy hẹn as a signed file, for a citizen who lost the paper or wants it by mail.
  'application.sign-slip': {
    roles: ['RECEPTION', 'CAPTURE_OFFICER', 'STATION_SUPERVISOR', 'ISSUING_OFFICER'],
    reach: 'unit',
  },
  'application.rescreen': { roles: ['APPROVER'], reach: 'unit' },
  'application.refuse': { roles: ['APPROVER'], reach: 'unit' },
  // Of their own or of whom they represent: the operation compares.
  'application.file-online': { roles: [], reach: 'nation', citizens: true },
  // Requests without a card, at a desk.
  'application.open-request': { roles: ['RECEPTION', 'CAPTURE_OFFICER', 'REGISTRAR'], reach: 'unit' },
  // The paper that a request ended in; a citizen gets their own.
  'application.read-result': {
    roles: ['RECEPTION', 'CAPTURE_OFFICER', 'STATION_SUPERVISOR', 'REGISTRAR', 'APPROVER', 'ISSUING_OFFICER'],
    reach: 'unit',
    citizens: true,
  },
  // An appeal against a refusal is taken down by one officer and decided by another than the one who refused.
  'application.appeal': { roles: ['RECEPTION', 'STATION_SUPERVISOR', 'APPROVER'], reach: 'unit' },
  'application.reopen': { roles: ['APPROVER'], reach: 'unit' },
  'archive.ask': { roles: ['APPROVER'], reach: 'unit' },
  'archive.answer': { roles: ['REGISTRAR'], reach: 'unit' },
  'application.withdraw': { roles: ['RECEPTION', 'STATION_SUPERVISOR'], reach: 'unit' },
  'appointment.book': { roles: ['RECEPTION', 'CAPTURE_OFFICER'], reach: 'unit' },
  'appointment.read': { roles: ['RECEPTION', 'CAPTURE_OFFICER', 'STATION_SUPERVISOR'], reach: 'unit' },
  // By a citizen who signed in, or by whoever knows a file's code and birth date: the operation compares.
  'appointment.own': { roles: [], reach: 'public' },
  // Times and places, of nobody.
  'appointment.look': { roles: [], reach: 'public' },
  // Whom of an area to bring, with names and addresses.
  'notice.print': {
    roles: ['RECEPTION', 'REGISTRAR', 'STATION_SUPERVISOR', 'ISSUING_OFFICER'],
    reach: 'unit',
  },
  'ticket.handle': { roles: ['RECEPTION', 'CAPTURE_OFFICER', 'STATION_SUPERVISOR'], reach: 'unit' },
  'centre.arrange': { roles: ['STATION_SUPERVISOR', 'ADMINISTRATOR'], reach: 'unit' },
  'form.print': { roles: ['REGISTRAR'], reach: 'unit' },
  'form.collect': { roles: ['COLLECTOR', 'REGISTRAR'], reach: 'unit' },
  'form.key': { roles: ['KEY_ENTRY_OPERATOR'], reach: 'unit' },
  'form.load': { roles: ['REGISTRAR'], reach: 'unit' },
  'form.scan': { roles: ['KEY_ENTRY_OPERATOR'], reach: 'unit' },
  'form.archive': { roles: ['KEY_ENTRY_OPERATOR', 'REGISTRAR'], reach: 'unit' },
  'form.acknowledge': { roles: ['DATA_CENTRE_OPERATOR'], reach: 'nation' },
  // Offices see what they sent, the data centre all.
  'form-transmission.read': { roles: ['KEY_ENTRY_OPERATOR', 'DATA_CENTRE_OPERATOR'], reach: 'unit' },
  'scanning-office.assign': { roles: ['CAMPAIGN_MANAGER'], reach: 'unit' },
  'form.read': { roles: ['COLLECTOR', 'KEY_ENTRY_OPERATOR', 'REGISTRAR'], reach: 'unit' },
  'resident.read': { roles: ['REGISTRAR', 'APPROVER'], reach: 'unit' },
  'resident.correct': { roles: ['REGISTRAR'], reach: 'unit' },
  'resident.approve-change': { roles: ['APPROVER'], reach: 'unit' },
  'resident.search': { roles: ['REGISTRAR', 'RECEPTION', 'CAPTURE_OFFICER'], reach: 'unit' },
  'unit.search': { roles, reach: 'nation' },
  'import.prepare': { roles: ['REGISTRAR'], reach: 'unit' },
  'import.accept': { roles: ['APPROVER'], reach: 'unit' },
  'import.read': { roles: ['REGISTRAR', 'APPROVER', 'DATA_CENTRE_OPERATOR'], reach: 'unit' },
  'legacy-card.match': { roles: ['REGISTRAR'], reach: 'unit' },
  'review.plan': { roles: ['CAMPAIGN_MANAGER'], reach: 'unit' },
  'review.check': { roles: ['REVIEWER'], reach: 'unit' },
  'review.decide': { roles: ['APPROVER'], reach: 'unit' },
  'review.read': { roles: ['REVIEWER', 'CAMPAIGN_MANAGER', 'APPROVER', 'STEERING_COMMITTEE'], reach: 'unit' },
  'conflict.read': { roles: ['REGISTRAR', 'APPROVER', 'CIVIL_STATUS_OFFICER'], reach: 'unit' },
  // What a source says is written down by whoever keeps that source.
  'conflict.testify': { roles: ['REGISTRAR', 'CIVIL_STATUS_OFFICER'], reach: 'unit' },
  'conflict.propose': { roles: ['REGISTRAR'], reach: 'unit' },
  'conflict.decide': { roles: ['APPROVER'], reach: 'unit' },
  'inquiry.send': { roles: ['REGISTRAR'], reach: 'unit' },
  'inquiry.answer': { roles: ['REGISTRAR'], reach: 'unit' },
  'residence.declare': { roles: ['REGISTRAR'], reach: 'unit' },
  'residence.decide': { roles: ['APPROVER'], reach: 'unit' },
  'visit.assign': { roles: ['REGISTRAR', 'CAMPAIGN_MANAGER'], reach: 'unit' },
  'visit.record': { roles: ['COLLECTOR'], reach: 'unit' },
  'visit.read': { roles: ['COLLECTOR', 'REGISTRAR', 'CAMPAIGN_MANAGER'], reach: 'unit' },
  'movement.report': { roles: ['REGISTRAR'], reach: 'unit' },
  'movement.review': { roles: ['REGISTRAR'], reach: 'unit' },
  'unit.split': { roles: ['REGISTRAR'], reach: 'unit' },
  'unit.reorganise': { roles: ['ADMINISTRATOR'], reach: 'nation' },
  'campaign.manage': { roles: ['CAMPAIGN_MANAGER'], reach: 'unit' },
  'collector.assign': { roles: ['CAMPAIGN_MANAGER', 'REGISTRAR'], reach: 'unit' },
  'progress.read': {
    roles: ['COLLECTOR', 'REGISTRAR', 'APPROVER', 'REVIEWER', 'CAMPAIGN_MANAGER', 'STEERING_COMMITTEE'],
    reach: 'unit',
  },
  'progress.recount': { roles: ['ADMINISTRATOR'], reach: 'nation' },
  'report.submit': { roles: ['REGISTRAR', 'CAMPAIGN_MANAGER'], reach: 'unit' },
  'obstacle.answer': { roles: ['CAMPAIGN_MANAGER', 'STEERING_COMMITTEE'], reach: 'unit' },
  'agency.manage': { roles: ['ADMINISTRATOR'], reach: 'nation' },
  'disclosure.read': { roles: ['REGISTRAR', 'RECEPTION'], reach: 'unit' },
  'resident.declare-death': { roles: ['REGISTRAR'], reach: 'unit' },
  // By another than who recorded it.
  'resident.retract-death': { roles: ['APPROVER'], reach: 'unit' },
  // Supervisors see cases to give back what lies; they judge none.
  'duplicate-case.read': { roles: ['ADJUDICATOR', 'APPROVER'], reach: 'unit' },
  'duplicate-case.judge': { roles: ['ADJUDICATOR'], reach: 'unit' },
  'duplicate-case.supervise': { roles: ['APPROVER'], reach: 'unit' },
  'capture-quality.read': { roles: ['STATION_SUPERVISOR', 'APPROVER'], reach: 'unit' },
  'capture-quality.acknowledge': { roles: ['STATION_SUPERVISOR'], reach: 'unit' },
  'print-job.read': {
    roles: ['PRODUCTION_OPERATOR', 'PRODUCTION_SUPERVISOR', 'QUALITY_CONTROLLER'],
    reach: 'nation',
  },
  // Who froze a batch does not release it.
  'batch.plan': { roles: ['PRODUCTION_OPERATOR', 'PRODUCTION_SUPERVISOR'], reach: 'nation' },
  'batch.release': { roles: ['PRODUCTION_SUPERVISOR'], reach: 'nation' },
  'batch.steer': { roles: ['PRODUCTION_SUPERVISOR'], reach: 'nation' },
  // Before new work, never before remakes; by whoever answers for the file, or for the floor.
  'application.hasten': { roles: ['APPROVER', 'PRODUCTION_SUPERVISOR'], reach: 'unit' },
  'station.steer': { roles: ['PRODUCTION_OPERATOR', 'PRODUCTION_SUPERVISOR'], reach: 'nation' },
  'print-job.work': { roles: [], reach: 'nation', machines: ['STATION'] },
  'print-job.check': { roles: ['QUALITY_CONTROLLER'], reach: 'nation' },
  'print-job.resolve': { roles: ['PRODUCTION_OPERATOR', 'PRODUCTION_SUPERVISOR'], reach: 'nation' },
  'card.dispatch': { roles: ['PRODUCTION_OPERATOR'], reach: 'nation' },
  // Production sees every parcel, an issuing officer those of their units.
  'parcel.read': {
    roles: ['PRODUCTION_OPERATOR', 'PRODUCTION_SUPERVISOR', 'ISSUING_OFFICER'],
    reach: 'nation',
  },
  // Cards that never arrived are given up by the factory, not by those who miss them.
  'parcel.write-off': { roles: ['PRODUCTION_SUPERVISOR'], reach: 'nation' },
  'card.receive': { roles: ['ISSUING_OFFICER'], reach: 'unit' },
  'card.hand-over': { roles: ['ISSUING_OFFICER'], reach: 'unit' },
  // A card with what stands on it, where it is collected; every look is audited.
  'card.read': { roles: ['ISSUING_OFFICER'], reach: 'unit' },
  // A misprint that its holder points out is made again, wrong data go back to the desk.
  'card.reject': { roles: ['ISSUING_OFFICER'], reach: 'unit' },
  'shelf.arrange': { roles: ['ISSUING_OFFICER', 'STATION_SUPERVISOR'], reach: 'unit' },
  'shelf.count': { roles: ['ISSUING_OFFICER', 'STATION_SUPERVISOR'], reach: 'unit' },
  // Cards leave on a list that one officer signs, and another takes in.
  'card-list.send': { roles: ['ISSUING_OFFICER'], reach: 'unit' },
  'card-list.receive': {
    roles: ['ISSUING_OFFICER', 'PRODUCTION_SUPERVISOR', 'STOCK_KEEPER'],
    reach: 'unit',
  },
  'card.post': { roles: ['ISSUING_OFFICER'], reach: 'unit' },
  'carrier.register': { roles: ['ADMINISTRATOR'], reach: 'nation' },
  // Where the card was made and is destroyed; two officers, as with any spoiled card.
  'card.lapse': { roles: ['PRODUCTION_SUPERVISOR', 'STOCK_KEEPER'], reach: 'unit' },
  // A person who lost a card, or has found it, is received wherever they come (Luật Căn cước 2023, article 27).
  'card.find': { roles: ['ISSUING_OFFICER', 'RECEPTION', 'STATION_SUPERVISOR', 'APPROVER'], reach: 'nation' },
  'card.lock': {
    roles: ['ISSUING_OFFICER', 'RECEPTION', 'STATION_SUPERVISOR', 'APPROVER'],
    reach: 'nation',
    citizens: true,
  },
  // By whoever knows a file's code, the birth date and the number: a report that was false is undone at the desk.
  'card.report-lost': { roles: [], reach: 'public' },
  'card.unlock': {
    roles: ['ISSUING_OFFICER', 'STATION_SUPERVISOR', 'APPROVER'],
    reach: 'nation',
    citizens: true,
  },
  // The body that holds a person writes to the nearest unit, wherever the card was issued.
  'card.hold': { roles: ['ISSUING_OFFICER', 'STATION_SUPERVISOR', 'APPROVER'], reach: 'nation' },
  // Proposed by one officer of the card's unit, decided by another.
  'card.revoke': { roles: ['ISSUING_OFFICER', 'STATION_SUPERVISOR', 'APPROVER'], reach: 'unit' },
  'card.decide-revocation': { roles: ['APPROVER'], reach: 'unit' },
  'card.destroy': { roles: ['ISSUING_OFFICER', 'STATION_SUPERVISOR'], reach: 'unit' },
  'card.remind': { roles: ['ISSUING_OFFICER', 'RECEPTION', 'STATION_SUPERVISOR'], reach: 'unit' },
  // Who calls is known by questions; then status and reason, and a lock, and nothing else.
  'hotline.answer': { roles: ['HOTLINE'], reach: 'nation' },
  'eid.request': {
    roles: ['RECEPTION', 'CAPTURE_OFFICER', 'ISSUING_OFFICER'],
    reach: 'unit',
    citizens: true,
  },
  // A paper for the holder of a card in force, signed by the system.
  'card.confirm': { roles: ['ISSUING_OFFICER'], reach: 'unit' },
  'chip.verify': {
    roles: [
      'RECEPTION',
      'CAPTURE_OFFICER',
      'STATION_SUPERVISOR',
      'QUALITY_CONTROLLER',
      'ISSUING_OFFICER',
      'ADMINISTRATOR',
    ],
    reach: 'nation',
  },
  'trust.import': { roles: ['ADMINISTRATOR'], reach: 'nation' },
  'chip.export': { roles: ['ADMINISTRATOR'], reach: 'unit' },
  'card.decide-hand-over': { roles: ['STATION_SUPERVISOR'], reach: 'unit' },
  'stock.issue': { roles: ['STOCK_KEEPER'], reach: 'unit' },
  'stock.keep': { roles: ['STOCK_KEEPER'], reach: 'unit' },
  'stock.read': {
    roles: ['STOCK_KEEPER', 'PRODUCTION_OPERATOR', 'PRODUCTION_SUPERVISOR', 'QUALITY_CONTROLLER'],
    reach: 'unit',
  },
  // What one officer declares another confirms: blanks lost, cards destroyed.
  'stock.declare': {
    roles: ['STOCK_KEEPER', 'PRODUCTION_OPERATOR', 'PRODUCTION_SUPERVISOR', 'QUALITY_CONTROLLER'],
    reach: 'unit',
  },
  'stock.spoil': {
    roles: ['STOCK_KEEPER', 'PRODUCTION_OPERATOR', 'PRODUCTION_SUPERVISOR', 'QUALITY_CONTROLLER'],
    reach: 'unit',
  },
  'hot-list.answer': { roles: ['STOCK_KEEPER', 'QUALITY_CONTROLLER'], reach: 'nation' },
  'shift.run': { roles: ['PRODUCTION_OPERATOR', 'STOCK_KEEPER'], reach: 'unit' },
  // The difference of a shift is not signed away by those whose shift it is.
  'shift.explain': { roles: ['PRODUCTION_SUPERVISOR', 'STOCK_KEEPER', 'QUALITY_CONTROLLER'], reach: 'unit' },
  'minutes.read': {
    roles: [
      'STOCK_KEEPER',
      'PRODUCTION_OPERATOR',
      'PRODUCTION_SUPERVISOR',
      'QUALITY_CONTROLLER',
      'ISSUING_OFFICER',
    ],
    reach: 'unit',
  },
  'packet.upload': { roles: [], reach: 'nation', machines: ['KIOSK'] },
  'kiosk.settings': { roles: [], reach: 'nation', machines: ['KIOSK'] },
  // Bookings, the registry's data of those who booked, and returned files: of the kiosk's own centre, never of another.
  'kiosk.day': { roles: [], reach: 'nation', machines: ['KIOSK'] },
  'device.report': { roles: [], reach: 'nation', machines: ['KIOSK'] },
  'device.manage': { roles: ['ADMINISTRATOR'], reach: 'nation' },
  'device.read': { roles: ['STATION_SUPERVISOR', 'ADMINISTRATOR'], reach: 'unit' },
  'waiver.grant': { roles: ['STATION_SUPERVISOR', 'ADMINISTRATOR'], reach: 'unit' },
  'waiver.read': { roles: ['STATION_SUPERVISOR', 'APPROVER', 'ADMINISTRATOR'], reach: 'unit' },
  // The card PKI; its CSCA besides wants a ceremony, except in a demonstration.
  'pki.read': { roles: ['ADMINISTRATOR'], reach: 'nation' },
  'pki.certify': { roles: [], reach: 'nation' },
  'pki.revoke': { roles: ['ADMINISTRATOR'], reach: 'nation' },
  // Cards of a revoked signer: who is to be told, at the place where the card was handed over.
  'recall.read': { roles: ['ADMINISTRATOR', 'ISSUING_OFFICER', 'STATION_SUPERVISOR'], reach: 'unit' },
  'recall.tell': { roles: ['ISSUING_OFFICER', 'STATION_SUPERVISOR'], reach: 'unit' },
  'machine.certify': { roles: ['ADMINISTRATOR'], reach: 'nation' },
  'machine.read': { roles: ['ADMINISTRATOR', 'STOCK_KEEPER'], reach: 'nation' },
  'unit.import': { roles: ['ADMINISTRATOR'], reach: 'nation' },
  'fee.read': {
    roles: ['RECEPTION', 'CAPTURE_OFFICER', 'STATION_SUPERVISOR', 'ISSUING_OFFICER', 'FEE_ACCOUNTANT'],
    reach: 'unit',
  },
  // The paper of one receipt, for its office and for the citizen whose file it is: the operation compares.
  'receipt.read': {
    roles: ['RECEPTION', 'CAPTURE_OFFICER', 'STATION_SUPERVISOR', 'ISSUING_OFFICER', 'FEE_ACCOUNTANT'],
    reach: 'unit',
    citizens: true,
  },
  // Cash at a desk, counted and closed by whoever took it.
  'fee.take': { roles: ['RECEPTION', 'CAPTURE_OFFICER', 'ISSUING_OFFICER'], reach: 'unit' },
  // What a drawer does not add up to is not signed away by whose drawer it is.
  'fee.explain': { roles: ['STATION_SUPERVISOR', 'FEE_ACCOUNTANT'], reach: 'unit' },
  'fee.exempt': { roles: ['STATION_SUPERVISOR'], reach: 'unit' },
  // Who asks for a refund does not confirm it.
  'refund.ask': {
    roles: ['RECEPTION', 'CAPTURE_OFFICER', 'STATION_SUPERVISOR', 'ISSUING_OFFICER', 'FEE_ACCOUNTANT'],
    reach: 'unit',
  },
  'refund.confirm': { roles: ['STATION_SUPERVISOR', 'FEE_ACCOUNTANT'], reach: 'unit' },
  'fee.report': { roles: ['STATION_SUPERVISOR', 'FEE_ACCOUNTANT'], reach: 'unit' },
  // Transfers reach one account of the whole installation, and some name no file.
  'fee.reconcile': { roles: ['FEE_ACCOUNTANT'], reach: 'nation' },
  'centre.create': { roles: ['ADMINISTRATOR'], reach: 'nation' },
  'stage.control': { roles: ['ADMINISTRATOR'], reach: 'nation' },
} as const satisfies Readonly<Record<string, ActionRule>>
export type Action = keyof typeof actions

export function ruleOf(action: Action): ActionRule {
  return actions[action]
}
