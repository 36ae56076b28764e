/* A packed page: its data and its program are opened by the browser itself, then the program, which the page's rules name, is started. */
'use strict';
(async () => {
  const open = async (id) => {
    const bytes = Uint8Array.from(atob(document.getElementById(id).textContent), (letter) => letter.charCodeAt(0));
    return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate-raw'))).text();
  };
  const data = document.createElement('script');
  Object.assign(data, { type: 'application/json', id: 'annexmaps-data', textContent: await open('annexmaps-packed') });
  const program = document.createElement('script');
  program.textContent = await open('annexmaps-program');
  document.body.append(data, program);
})();
