/** Merges the named arrays of all variants into the arrays of one file. */

const VARIANTS = ['true', 'shuffled'];

/**
 * Names of a single run don't change (`conv1/kernel`). In a paired run the variant's initial labels are a prefix
 * (`true/conv1/kernel`).
 */
export function namedByVariant<T extends { readonly name: string }>(variants: readonly (readonly T[])[]): readonly T[] {
  const [first = []] = variants;
  if (variants.length < 2) return first;
  return variants.flatMap((tensors, variant) =>
    tensors.map((tensor) => ({ ...tensor, name: `${VARIANTS[variant] ?? variant}/${tensor.name}` })),
  );
}
