/** The label after another: numbers go on, anything else begins anew. */
export const nextLabel = (label: string): string => (/^\d{1,9}$/.test(label) ? String(Number(label) + 1) : "1");
