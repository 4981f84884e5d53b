/** As registers write it; somebody with two nationalities has both, one after the other. */
const vietnamese = 'Việt Nam'

/** Whether somebody of this nationality is a citizen: only citizens have a card (Luật Căn cước 2023, article 19). */
export const isCitizen = (nationality: string): boolean =>
  nationality.normalize('NFC').toLowerCase().includes(vietnamese.toLowerCase())
